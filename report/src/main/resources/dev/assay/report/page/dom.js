/** Makes an element: h('p.dim', {title: 'x'}, 'text', child). Text is always text, never markup. */
function h(spec, ...rest) {
  const [tag, ...classes] = spec.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const part of rest.flat(3)) {
    if (part == null || part === false) continue;
    if (typeof part === 'object' && !(part instanceof Node)) setAll(element, part);
    else element.append(part);
  }
  return element;
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each ?? '');
    else element.setAttribute(name, value === true ? '' : value);
  }
}

/** Makes an icon from a path drawn on a 16 by 16 grid. */
function icon(path, size = 16) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  setAll(svg, {viewBox: '0 0 16 16', width: size, height: size, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true'});
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function card(id, title, about, ...body) {
  return h('section.card', {id, 'aria-labelledby': `${id}-title`},
    h('header', h('h2', {id: `${id}-title`}, title), about && h('p', about)),
    h('div.body', body));
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function copyButton(text, label = 'Copy') {
  const button = h('button.small', {type: 'button', onclick: async () => {
    button.textContent = await copied(text) ? 'Copied' : 'Select and copy';
    setTimeout(() => { button.textContent = label; }, 1600);
  }}, label);
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h('textarea', {style: {position: 'fixed', opacity: 0}});
    area.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
