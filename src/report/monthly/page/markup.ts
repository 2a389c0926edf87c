// Text as HTML has it, between tags and in quoted attributes.

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What HTML cannot hold, and what turns the direction of a line; line ends and tabs are blanks. */
const UNWRITABLE = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/gu;

/** The text, escaped. Characters that HTML cannot hold are shown as such. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\t\r\n]/g, ' ')
    .replace(UNWRITABLE, '\ufffd')
    .replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark);
}
