// Draws counts by hour. The numbers stand in a table beside the chart as well.
import {language} from './words.js';

const style = getComputedStyle(document.documentElement);
const colour = name => style.getPropertyValue(name).trim();

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });
}

/** The time above the day: narrow enough to name several hours on a telephone. */
function hour(text) {
  const time = new Date(text);
  const written = options => new Intl.DateTimeFormat(language(), options).format(time);
  return `${written({hour: '2-digit', minute: '2-digit'})}\n${written({month: 'short', day: 'numeric'})}`;
}

function series(name, values, fill) {
  return {name, type: 'bar', stack: 'entries', data: values, itemStyle: {color: fill}, barMaxWidth: 32};
}

function options(place) {
  const bars = place.dataset.chart.split('\n').map(line => line.split(' '));
  const ink = colour('--tblr-body-color');
  return {
    animation: false,
    textStyle: {fontFamily: 'inherit', color: ink},
    grid: {left: 16, right: 8, top: 8, bottom: 8, containLabel: true},
    tooltip: {trigger: 'axis', renderMode: 'richText', axisPointer: {type: 'shadow'}},
    xAxis: {type: 'category', data: bars.map(([time]) => hour(time)), axisLabel: {color: ink, hideOverlap: true}},
    yAxis: {type: 'value', minInterval: 1, axisLabel: {color: ink}, splitLine: {lineStyle: {color: colour('--tblr-border-color')}}},
    series: [
      series(place.dataset.permitted, bars.map(bar => Number(bar[1])), colour('--tblr-link-color')),
      series(place.dataset.refused, bars.map(bar => Number(bar[2])), colour('--tblr-danger')),
    ],
  };
}

function draw(place) {
  const chart = window.echarts.init(place);
  chart.setOption(options(place));
  new ResizeObserver(() => chart.resize()).observe(place);
}

/** In the colours of the theme that the device has changed to. */
function repaint() {
  for (const place of document.querySelectorAll('[data-chart]')) {
    window.echarts?.getInstanceByDom(place)?.setOption(options(place));
  }
}

async function drawAll(part) {
  const places = [...part.querySelectorAll('[data-chart]')];
  if (places.length > 0 && window.echarts === undefined) {
    await load(places[0].dataset.library);
  }
  places.forEach(draw);
}

document.body.addEventListener('htmx:load', ({detail}) => {
  if (detail.elt !== document.body) {
    drawAll(detail.elt);
  }
});
new MutationObserver(repaint).observe(document.documentElement, {attributeFilter: ['data-bs-theme']});
await drawAll(document);
