// The seconds that a person spends on a field: only while the page is seen and in focus, and not the idle time beyond 30 s.
const idle = 30000;

export class Clock {
  constructor() {
    this.reset();
    for (const name of ["keydown", "pointermove", "pointerdown", "wheel", "input"]) {
      window.addEventListener(name, () => this.note(), { passive: true });
    }
    document.addEventListener("visibilitychange", () => this.note());
    window.addEventListener("blur", () => { this.note(); this.away = true; });
    window.addEventListener("focus", () => { this.last = performance.now(); this.away = false; });
  }

  reset() { this.spent = 0; this.last = performance.now(); this.away = false; }

  note() {
    const now = performance.now();
    if (!this.away && document.visibilityState === "visible") this.spent += Math.min(now - this.last, idle);
    this.last = now;
  }

  // Gives the seconds since the last time, and begins anew.
  take() {
    this.note();
    const seconds = this.spent / 1000;
    this.spent = 0;
    return Math.round(seconds * 1000) / 1000;
  }
}
