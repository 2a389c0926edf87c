// Words for the columns of a contact, which get its number, by field and language.

import type { Aliases } from '../field.js';

export const words = {
  email: {
    en: ['email', 'e-mail', 'contact e-mail', 'email address', 'e-mail address', 'contact mail', 'supplier email', 'primary contact email', 'main contact email', 'contact e-mail address', 'contact email address'],
    es: ['correo', 'correo electrónico', 'correo de contacto', 'email de contacto', 'dirección de correo', 'correo electrónico de contacto', 'e-mail'],
    de: ['E-Mail-Adresse', 'Kontakt E-Mail', 'Mailadresse', 'E-Mail Ansprechpartner', 'Kontaktmail', 'E-Mail Kontakt', 'Mail Ansprechpartner'],
    fr: ['courriel', 'adresse e-mail', 'adresse électronique', 'e-mail du contact', 'courriel du contact', 'adresse mail', 'mail du contact', 'e-mail contact'],
    sv: ['e-post', 'e-postadress', 'mejl', 'mejladress', 'kontakt e-post', 'e-post kontakt', 'kontaktpersonens e-post'],
    it: ['posta elettronica', 'indirizzo e-mail', 'indirizzo email', 'email contatto', 'email referente', 'email di contatto'],
    pt: ['correio eletrónico', 'endereço de e-mail', 'e-mail do contacto', 'email do contato'],
    nl: ['e-mailadres', 'mailadres', 'e-mail contactpersoon', 'contact e-mailadres'],
    pl: ['adres e-mail', 'poczta elektroniczna', 'e-mail kontaktowy', 'adres mailowy'],
    da: ['e-mailadresse', 'mailadresse', 'kontakt e-mail', 'e-postadresse', 'kontakt mail'],
    fi: ['sähköposti', 'sähköpostiosoite', 'yhteyshenkilön sähköposti'],
    cs: ['e-mailová adresa', 'kontaktní e-mail', 'e-mail kontaktu', 'elektronická pošta'],
  },
  firstName: {
    en: ['first name', 'given name', 'forename', 'contact given name', 'primary contact first name', 'contact forename'],
    es: ['nombre de pila', 'nombre del contacto', 'nombre contacto'],
    de: ['Vorname', 'Vorname Kontakt', 'Vorname Ansprechpartner', 'Vorname des Ansprechpartners'],
    fr: ['prénom', 'prénom du contact', 'prénom contact'],
    sv: ['förnamn', 'kontakt förnamn', 'kontaktpersonens förnamn'],
    it: ['nome di battesimo', 'nome contatto', 'nome referente'],
    pt: ['nome próprio', 'primeiro nome', 'nome do contacto'],
    nl: ['voornaam', 'voornaam contactpersoon'],
    pl: ['imię', 'imię kontaktu', 'imię osoby kontaktowej'],
    da: ['fornavn', 'kontakt fornavn', 'kontaktpersons fornavn'],
    fi: ['etunimi', 'yhteyshenkilön etunimi'],
    cs: ['křestní jméno', 'jméno kontaktu', 'jméno kontaktní osoby'],
  },
  lastName: {
    en: ['last name', 'surname', 'family name', 'contact surname', 'primary contact last name', 'contact family name', 'contact last name'],
    es: ['apellido', 'apellidos', 'apellido del contacto'],
    de: ['Nachname', 'Familienname', 'Nachname Kontakt', 'Nachname Ansprechpartner', 'Nachname des Ansprechpartners'],
    fr: ['nom de famille', 'nom du contact', 'nom contact'],
    sv: ['efternamn', 'kontakt efternamn', 'kontaktpersonens efternamn'],
    it: ['cognome', 'cognome contatto', 'cognome referente'],
    pt: ['apelido', 'sobrenome', 'apelido do contacto', 'último nome'],
    nl: ['achternaam', 'familienaam', 'achternaam contactpersoon'],
    pl: ['nazwisko', 'nazwisko kontaktu', 'nazwisko osoby kontaktowej'],
    da: ['efternavn', 'etternavn', 'kontakt efternavn', 'kontaktpersons efternavn'],
    fi: ['sukunimi', 'yhteyshenkilön sukunimi'],
    cs: ['příjmení', 'příjmení kontaktu', 'příjmení kontaktní osoby'],
  },
} satisfies Readonly<Record<string, Aliases>>;
