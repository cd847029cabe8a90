/** An amount in words: `1 state`, `1,200 states`. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
