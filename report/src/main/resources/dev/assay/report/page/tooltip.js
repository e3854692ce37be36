/** One tooltip for all charts. */
const tip = {
  element: null,

  show(x, y, title, facts) {
    this.element ??= document.body.appendChild(h('div.tip', {role: 'status'}));
    const element = this.element;
    element.replaceChildren(h('b', title), h('dl', Object.entries(facts).filter(([, value]) => value !== '' && value != null)
      .map(([name, value]) => [h('dt', name), h('dd.num', value)])));
    element.hidden = false;
    const box = element.getBoundingClientRect();
    const left = Math.min(x + 14, innerWidth - box.width - 10);
    const top = y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18;
    element.style.left = `${Math.max(8, left)}px`;
    element.style.top = `${Math.max(8, top)}px`;
  },

  hide() { if (this.element) this.element.hidden = true; },
};
