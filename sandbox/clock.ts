/** Sets the clock of this whole process so many milliseconds ahead, for packages as well; less than 0 is behind. */
export function shiftClock(milliseconds: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (real, given, type) =>
      Reflect.construct(real, given.length === 0 ? [real.now() + milliseconds] : given, type),
    apply: (real) => new real(real.now() + milliseconds).toString(),
    get: (real, name) => (name === 'now' ? () => real.now() + milliseconds : Reflect.get(real, name)),
  });
}
