/** The run, with its columns made easy to ask. */
class Run {
  constructor(raw) {
    Object.assign(this, raw.run);
    this.raw = raw;
    this.counts = raw.counts;
    this.classes = raw.classes.map(([name, suite, output]) => ({name, suite, output: output ?? `output/${name}.txt`, wall: 0, cpu: 0, testTime: 0, tests: 0, bad: 0, flaky: 0, parts: []}));
    this.workers = raw.workers;
    this.parts = raw.parts.map(([part, worker, cls, start, end, cpu, testTime, tests, bad, flaky, label, running]) =>
      ({part, worker, cls, start, end, cpu, testTime, tests, bad, flaky, label, running}));
    this.partByNumber = new Map(this.parts.map(part => [part.part, part]));
    for (const part of this.parts) this.addUp(part);
    this.tests = new Tests(raw.tests, this.classes);
    this.bad = this.counts.failed + this.counts.lost;
    this.occupied = d3.sum(this.parts, part => part.end - part.start);
    this.workersAtOnce = this.mostAtOnce();
  }

  mostAtOnce() {
    const changes = this.workers.flatMap(worker => [[worker.start, 1], [worker.end ?? this.wall, -1]]);
    changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let alive = 0;
    return changes.reduce((most, [, by]) => Math.max(most, alive += by), 0);
  }

  addUp(part) {
    const cls = this.classes[part.cls];
    cls.wall += part.end - part.start;
    cls.cpu += part.cpu;
    cls.testTime += part.testTime;
    cls.tests += part.tests;
    cls.bad += part.bad;
    cls.flaky += part.flaky;
    cls.parts.push(part);
  }
}

class Tests {
  constructor(raw, classes) {
    this.names = raw.names;
    this.micros = raw.micros;
    this.outcomes = raw.outcomes;
    this.display = raw.display;
    this.details = raw.details;
    this.uses = raw.uses;
    this.useDatabases = Object.keys(raw.uses).length > 0;
    this.size = raw.names.length;
    this.groups = [];
    this.group = new Int32Array(this.size);
    let at = 0;
    for (const [name, cls, size] of raw.groups) {
      this.group.fill(this.groups.length, at, at + size);
      this.groups.push({name, cls: classes[cls], from: at, to: at + size});
      at += size;
    }
  }

  className(index) { return this.groups[this.group[index]].name; }

  cls(index) { return this.groups[this.group[index]].cls; }

  shown(index) { return this.display[index]; }

  /** Returns what a test did with its databases; nothing where it has none. */
  use(index) {
    const use = this.uses[index];
    return use && {effect: use[0], micros: use[1], statements: use[2], tier: use[3]};
  }

  /** Returns indices of tests with a detail, whose latest attempt is as asked. */
  withDetail(accept) {
    const found = [];
    for (const key of Object.keys(this.details)) {
      if (accept(this.details[key], this.outcomes[key])) found.push(Number(key));
    }
    return found;
  }
}

/** The cost of each class and the pieces of its packages' names that all share. */
function sharedPackage(names) {
  if (!names.length) return '';
  let shared = packageOf(names[0]).split('.');
  for (const name of names) {
    const parts = packageOf(name).split('.');
    let same = 0;
    while (same < shared.length && shared[same] === parts[same]) same++;
    shared = shared.slice(0, same);
  }
  return shared.join('.');
}
