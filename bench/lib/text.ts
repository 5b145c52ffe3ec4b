/** Figures as the table shows them. */
export function perSecond(value: number): string {
  return `${Math.round(value / 100) / 10} k/s`;
}

export function microseconds(value: number): string {
  return `${value.toFixed(1)} µs`;
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

export function seconds(valueMs: number): string {
  return `${(valueMs / 1_000).toFixed(2)} s`;
}

export function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(2)} %`;
}

export function ratio(value: number): string {
  return value.toFixed(2);
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
