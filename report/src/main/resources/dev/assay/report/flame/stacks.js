/** The sampled stacks as a tree in columns; a node's children come after it. */
class Stacks {
  constructor(raw) {
    this.names = raw.names;
    this.size = raw.nodes.length / 3;
    this.parent = new Int32Array(this.size);
    this.name = new Int32Array(this.size);
    this.self = new Float64Array(this.size);
    for (let i = 0; i < this.size; i++) {
      this.parent[i] = raw.nodes[i * 3];
      this.name[i] = raw.nodes[i * 3 + 1];
      this.self[i] = raw.nodes[i * 3 + 2];
    }
    this.keep(() => true);
  }

  text(node) { return this.names[this.name[node]]; }

  /** Counts only stacks in which a frame is accepted. */
  keep(accept) {
    const accepted = this.names.map(accept);
    const within = new Uint8Array(this.size);
    this.total = new Float64Array(this.size);
    this.all = 0;
    for (let i = 0; i < this.size; i++) {
      within[i] = accepted[this.name[i]] || (this.parent[i] >= 0 && within[this.parent[i]]) ? 1 : 0;
      if (within[i]) this.total[i] = this.self[i];
    }
    for (let i = this.size - 1; i >= 0; i--) {
      if (this.parent[i] >= 0) this.total[this.parent[i]] += this.total[i];
      else this.all += this.total[i];
    }
    this.kept = within;
    this.lay();
  }

  /** Gives each node its place: siblings by weight, the heaviest first. */
  lay() {
    this.children = new Map();
    this.depth = new Int32Array(this.size);
    this.from = new Float64Array(this.size);
    for (let i = 0; i < this.size; i++) {
      if (!this.total[i]) continue;
      this.depth[i] = this.parent[i] < 0 ? 0 : this.depth[this.parent[i]] + 1;
      if (!this.children.has(this.parent[i])) this.children.set(this.parent[i], []);
      this.children.get(this.parent[i]).push(i);
    }
    for (const siblings of this.children.values()) siblings.sort((a, b) => this.total[b] - this.total[a]);
    const place = (parent, from) => {
      for (const child of this.children.get(parent) ?? []) {
        this.from[child] = from;
        from += this.total[child];
      }
    };
    place(-1, 0);
    for (let i = 0; i < this.size; i++) if (this.total[i]) place(i, this.from[i]);
  }

  /** Share of the samples that have an accepted frame. */
  share(accept) {
    const accepted = this.names.map(accept);
    const within = new Uint8Array(this.size);
    let found = 0;
    for (let i = 0; i < this.size; i++) {
      within[i] = accepted[this.name[i]] || (this.parent[i] >= 0 && within[this.parent[i]]) ? 1 : 0;
      if (within[i] && this.kept[i]) found += this.self[i];
    }
    return this.all ? found / this.all : 0;
  }

  /** Methods in which the most samples ended. */
  hottest(most) {
    const self = new Map();
    for (let i = 0; i < this.size; i++) if (this.kept[i] && this.self[i]) self.set(this.name[i], (self.get(this.name[i]) ?? 0) + this.self[i]);
    return [...self].sort((a, b) => b[1] - a[1]).slice(0, most).map(([name, samples]) => ({name: this.names[name], samples}));
  }
}
