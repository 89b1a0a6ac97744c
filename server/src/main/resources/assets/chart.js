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

function hour(text) {
  const options = {month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit'};
  return new Intl.DateTimeFormat(language(), options).format(new Date(text));
}

function series(name, values, fill) {
  return {name, type: 'bar', stack: 'entries', data: values, itemStyle: {color: fill}, barMaxWidth: 32};
}

function draw(place) {
  const bars = place.dataset.chart.split('\n').map(line => line.split(' '));
  const chart = window.echarts.init(place, null, {renderer: 'svg'});
  const ink = colour('--tblr-body-color');
  chart.setOption({
    animation: false,
    textStyle: {fontFamily: 'inherit', color: ink},
    grid: {left: 8, right: 8, top: 8, bottom: 8, containLabel: true},
    tooltip: {trigger: 'axis', renderMode: 'richText', axisPointer: {type: 'shadow'}},
    xAxis: {type: 'category', data: bars.map(([time]) => hour(time)), axisLabel: {color: ink, hideOverlap: true}},
    yAxis: {type: 'value', minInterval: 1, axisLabel: {color: ink}, splitLine: {lineStyle: {color: colour('--tblr-border-color')}}},
    series: [
      series(place.dataset.permitted, bars.map(bar => Number(bar[1])), colour('--tblr-link-color')),
      series(place.dataset.refused, bars.map(bar => Number(bar[2])), colour('--tblr-danger')),
    ],
  });
  new ResizeObserver(() => chart.resize()).observe(place);
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
await drawAll(document);
