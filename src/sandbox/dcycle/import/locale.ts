// Reads numbers and dates in a locale, by Node's Intl. Pure.

import { z } from 'zod';

/** `es_ES` or `es-ES` -> `es-ES`; undefined when there is no such locale. */
export function localeTag(name: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(name.replace('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Reads numbers in a locale, as `1.234,5` in es-ES; undefined for any other text. */
export function numberReader(locale: string): (text: string) => number | undefined {
  const parts = new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(1234567.5);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value.trim() ?? '';
  const decimal = sign('decimal');
  // Some locales group with a space, which is removed before.
  const group = sign('group') === '' ? '' : `[${sign('group')}]`;
  const grouped = group === '' ? '' : `|\\d{1,3}(?:${group}\\d{3})+`;
  const shape = new RegExp(`^([+-]?(?:\\d+${grouped}))(?:[${decimal}](\\d+))?$`);
  return (text) => {
    const match = shape.exec(text.replaceAll(/\s/g, ''));
    return match === null ? undefined : Number(`${match[1]?.replaceAll(/[^\d+-]/g, '') ?? ''}.${match[2] ?? '0'}`);
  };
}

/** Reads days in a locale, or in ISO 8601, as `YYYY-MM-DD`; undefined for any other text. */
export function dayReader(locale: string | null): (text: string) => string | undefined {
  const parts = locale === null ? [] : new Intl.DateTimeFormat(locale).formatToParts(0);
  const order = parts.filter(({ type }) => type !== 'literal').map(({ type }) => type);
  return (text) => {
    if (isDay(text)) return text;
    const digits = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$/.exec(text);
    const part = (type: (typeof order)[number]) => digits?.[order.indexOf(type) + 1] ?? '';
    const day = [part('year').padStart(4, '0'), part('month').padStart(2, '0'), part('day').padStart(2, '0')].join('-');
    return locale !== null && digits !== null && isDay(day) ? day : undefined;
  };
}

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}
