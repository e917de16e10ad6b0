// Loaded into a relay before it (`node --import`): its clock is set back by an hour at each SIGUSR2. What is measured from a start
// (performance.now, hrtime) goes on, as on a real machine.
const Real = Date;
let back = 0;
const now = () => Real.now() - back;

globalThis.Date = class extends Real {
  constructor(...args) {
    if (args.length === 0) super(now());
    else super(...args);
  }

  static now() {
    return now();
  }
};
process.on('SIGUSR2', () => {
  back += 3_600_000;
  process.stderr.write('clock set back\n');
});
