// What the company's sign-in has the browser come back with. It is taken out of the address before the scripts run that
// keep addresses, so this one is no module: those wait for the whole page.
(() => {
  const given = new URLSearchParams(location.search);
  history.replaceState(null, '', location.pathname);
  const taken = name => given.get(name) ?? undefined;
  window.returned = {state: taken('state'), code: taken('code'), iss: taken('iss')};
})();
