// The script of the page: tables are sorted by their titles, which become buttons; printing opens what is folded. Without it the
// page has everything, in its first order.

/** Runs in the browser; plain text, so that its hash is known. */
export const script = `
for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  if (body.rows.length < 2) continue;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const valueOf = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const isText = head.classList.contains('text');
      const compare = (one, other) =>
        isText ? one.localeCompare(other, undefined, { numeric: true }) : (one === '' ? -Infinity : Number(one)) - (other === '' ? -Infinity : Number(other));
      const rows = [...body.rows].sort((one, other) => compare(valueOf(one), valueOf(other)));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}
addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
});
`;
