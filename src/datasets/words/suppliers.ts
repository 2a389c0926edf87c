// Words for the columns of suppliers, besides those of a contact, by field and language.

import type { Aliases } from '../field.js';
import { words as references } from './references.js';

export const words = {
  name: {
    en: ['name', 'company', 'company name', ...references.supplierName.en],
    es: ['nombre', 'empresa', 'razón social', ...references.supplierName.es],
    de: ['Name', 'Firma', 'Firmenname', 'Unternehmen', ...references.supplierName.de],
    fr: ['nom', 'société', 'raison sociale', 'entreprise', ...references.supplierName.fr],
    sv: ['namn', 'företag', 'företagsnamn', ...references.supplierName.sv],
    it: ['nome', 'azienda', 'ragione sociale', ...references.supplierName.it],
    pt: ['nome', 'empresa', 'razão social', ...references.supplierName.pt],
    nl: ['naam', 'bedrijf', 'bedrijfsnaam', ...references.supplierName.nl],
    pl: ['nazwa', 'firma', 'nazwa firmy', ...references.supplierName.pl],
    da: ['navn', 'firma', 'firmanavn', 'virksomhed', ...references.supplierName.da],
    fi: ['nimi', 'yritys', 'yrityksen nimi', ...references.supplierName.fi],
    cs: ['název', 'firma', 'název firmy', 'společnost', ...references.supplierName.cs],
  },
} satisfies Readonly<Record<string, Aliases>>;
