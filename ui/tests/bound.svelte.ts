/** Props with a bound value, and the value as the component has made it. */
export function bound<Props extends object, Value>(props: Props, start: Value) {
  let now = $state.raw(start);
  const value = {
    enumerable: true,
    get: () => now,
    set: (next: Value) => void (now = next),
  };
  return {
    props: Object.defineProperty(props, "value", value) as Props & { value: Value },
    get now() {
      return now;
    },
  };
}
