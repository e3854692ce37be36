/** Light or dark: as the system says, until the reader says otherwise. */
const theme = {
  system: matchMedia('(prefers-color-scheme: dark)'),
  listeners: [],

  start() {
    this.apply();
    this.system.addEventListener('change', () => this.apply());
    addEventListener('beforeprint', () => this.show('light'));
    addEventListener('afterprint', () => this.apply());
  },

  toggle() {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    this.remember(next);
    this.show(next);
  },

  apply() { this.show(this.chosen() ?? (this.system.matches ? 'dark' : 'light')); },

  show(name) {
    document.documentElement.dataset.theme = name;
    for (const listener of this.listeners) listener();
  },

  chosen() {
    try { return localStorage.getItem('assay-theme'); } catch { return null; }
  },

  remember(name) {
    try { localStorage.setItem('assay-theme', name); } catch { /* a page from disk may have no storage */ }
  },
};
