/** The run beside those before it. */
function trendSection(run) {
  const runs = run.raw.history.runs.filter(each => each.id !== run.id);
  if (!runs.length) return null;
  runs.push({id: run.id, epoch: run.epoch, wall: run.wall, cpu: run.cpu ?? 0, tests: run.counts.total, failed: run.bad, flaky: run.counts.flaky});
  const shown = runs.slice(-40);
  return card('trend', 'Trend', `the last ${shown.length} runs`, h('div.trend',
    trendChart(shown, 'Wall time', each => each.wall, took, 'accent'),
    trendChart(shown, 'Tests', each => each.tests, value => whole.format(value), 'dim'),
    trendChart(shown, 'Failed or lost', each => each.failed, value => whole.format(value), 'fail'),
    trendChart(shown, 'Flaky', each => each.flaky, value => whole.format(value), 'flaky')));
}

function trendChart(runs, name, value, format, colorName, facts = each => ({Run: each.id, When: moment(each.epoch)})) {
  const width = 280;
  const height = 72;
  const x = d3.scalePoint().domain(d3.range(runs.length)).range([4, width - 4]);
  const most = d3.max(runs, value) || 1;
  const y = d3.scaleLinear().domain([0, most * 1.08]).range([height - 3, 3]);
  const line = d3.line().x((each, i) => x(i)).y(each => y(value(each)));
  const area = d3.area().x((each, i) => x(i)).y0(height - 3).y1(each => y(value(each)));
  const tint = `var(--${colorName})`;
  const chart = d3.create('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('preserveAspectRatio', 'none').attr('role', 'img')
    .attr('aria-label', `${name}: ${runs.map(each => format(value(each))).join(', ')}`);
  chart.append('path').attr('d', area(runs)).style('fill', tint).style('opacity', 0.1);
  chart.append('path').attr('d', line(runs)).attr('fill', 'none').attr('vector-effect', 'non-scaling-stroke').style('stroke', tint).style('stroke-width', 1.6);
  chart.append('line').attr('x1', 0).attr('x2', width).attr('y1', height - 2.5).attr('y2', height - 2.5).attr('vector-effect', 'non-scaling-stroke').style('stroke', 'var(--line)');
  const dot = chart.append('path').attr('vector-effect', 'non-scaling-stroke').style('stroke', tint).style('stroke-width', 8).style('stroke-linecap', 'round');
  const point = i => dot.attr('d', `M${x(i)},${y(value(runs[i]))}h0.01`);
  point(runs.length - 1);
  chart.on('mousemove', event => {
    const box = chart.node().getBoundingClientRect();
    const i = Math.max(0, Math.min(runs.length - 1, Math.round((event.clientX - box.left) / box.width * (runs.length - 1))));
    point(i);
    tip.show(event.clientX, event.clientY, format(value(runs[i])), facts(runs[i]));
  }).on('mouseleave', () => { point(runs.length - 1); tip.hide(); });
  return h('figure', h('figcaption', name, h('b.num', format(value(runs.at(-1))))), chart.node());
}
