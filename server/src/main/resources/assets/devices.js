// Names for devices, from what their browsers say they are.

// The first that fits: many browsers name others beside themselves.
const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

function first(names, userAgent) {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}

/** Such as Firefox · Windows; what the browser said, where that is not known. */
export function deviceName(userAgent) {
  const browser = first(BROWSERS, userAgent);
  const system = first(SYSTEMS, userAgent);
  return browser && system ? `${browser} · ${system}` : userAgent;
}
