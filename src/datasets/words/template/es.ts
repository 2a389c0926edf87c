// The texts of templates in Spanish.

import type { Phrases } from './phrases.js';
import type { Texts } from './texts.js';

export const phrases: Phrases = {
  yes: 'sí',
  no: 'no',
  oneOf: (titles) => `una de ${titles}`,
  example: (example) => `Ejemplo: ${example}`,
  required: (need) => `Obligatorio: ${need}`,
  rules: {
    text: 'Texto',
    identifier: 'Un código, que se conserva como texto',
    gtin: 'Cifras, 14 como máximo, con el dígito de control correcto; se conserva como texto',
    uuid: 'Un UUID: 36 caracteres, guiones incluidos',
    url: 'Una dirección web que empieza por https:// o http://',
    number: 'Un número',
    share: 'Una proporción de 0 % a 100 %',
    date: 'Una fecha, preferiblemente AAAA-MM-DD',
    country: 'Un país: su código de dos letras o su nombre',
    choice: 'Uno de los valores',
    choiceOr: (fallback) => `Uno de los valores; vacío significa ${fallback}`,
    list: 'Uno o varios textos, separados por ; o |',
    unit: '; su unidad en su propia columna, en el título o en la celda',
    yearly: '; una columna por año, con el año en el título',
    characters: {
      between: (min, max) => `de ${min} a ${max} caracteres`,
      most: (max) => `${max} caracteres como máximo`,
      least: (min) => `al menos ${min} caracteres`,
    },
    limits: {
      least: (min) => `${min} o más`,
      above: (limit) => `mayor que ${limit}`,
      most: (max) => `${max} como máximo`,
    },
  },
  guide: {
    sheet: 'Guía',
    titles: ['Columna', 'Obligatorio', 'Regla', 'Valores', 'Significado', 'Ejemplo', 'Campo'],
    fill: (sheet) => `Rellene la hoja ${sheet}, una fila por elemento. Una columna con * debe rellenarse; las demás pueden quedar vacías o suprimirse.`,
    exampleRow: 'La fila 2 es un ejemplo: sobrescríbala o elimínela.',
    check: (command) => `Compruebe el archivo antes de enviar nada: ${command}`,
    onLists: (sheet) => `los de la hoja ${sheet}`,
  },
  lists: { sheet: 'Listas', countryCode: 'Código de país', countryName: 'País', meaning: 'Significado' },
  account: {
    filled: (when, account) => `Rellenado el ${when} con la cuenta: ${account}`,
    listed: (titles) => `Listas desplegables con los valores de la cuenta: ${titles}.`,
    suggested: (sheet) => `los de la hoja ${sheet}, u otro`,
    unlisted: (title, why) => `Sin lista desplegable con los valores de la cuenta para ${title}: ${why}.`,
    nothingListed: 'El servicio no enumera valores para las columnas de esta plantilla.',
    tooMany: (count, most) => `la cuenta tiene ${count} valores, y una lista desplegable muestra ${most} como máximo`,
    none: 'la cuenta aún no tiene ningún valor',
    ambiguous: (count) => `${count} de ellos son ambiguos y no figuran; use para ellos otra columna`,
    rows: (count) => (count === 1 ? 'La fila de la cuenta está rellenada. Modifíquela o añada filas debajo.' : `Las ${count} filas de la cuenta están rellenadas. Modifíquelas o añada filas debajo.`),
    hidden: 'Deje como están las columnas ocultas de la derecha: identifican cada fila. Vacíelas en la copia de una fila que deba ser nueva.',
    send: (command) => `Envíe los cambios; las filas que no cambian no cuestan ninguna petición: ${command}`,
  },
};

const productReference: Texts['fields'] = {
  productId: ['ID del producto', 'El identificador que CarbonCloud dio al producto, un UUID. Basta una de las columnas que nombran el producto; no deben nombrar productos distintos.'],
  productCustomId: ['Código de artículo', 'Su propio número del producto, como en la lista de productos revendidos.'],
  productGtin: ['Código GTIN', 'El número bajo el código de barras del producto: solo cifras, 14 como máximo. Dé a la columna el formato Texto.'],
  productName: ['Nombre del producto', 'El nombre del producto, si solo un producto lo tiene.'],
};

const supplierReference: Texts['fields'] = {
  supplierId: ['ID del proveedor', 'El identificador que CarbonCloud dio al proveedor, un UUID. Basta una de las columnas que nombran al proveedor; no deben nombrar proveedores distintos.'],
  supplierCustomId: ['Código de proveedor', 'Su propio número del proveedor, como en la lista de proveedores.'],
  supplierName: ['Nombre del proveedor', 'El nombre del proveedor, si solo un proveedor lo tiene.'],
};

const contact = {
  email: 'La dirección de una persona del proveedor, que puede recibir una invitación. Por ella se distingue un contacto de los demás.',
  firstName: 'El nombre de pila de este contacto.',
  lastName: 'El apellido de este contacto.',
};

const period = {
  start: 'El primer día del período, preferiblemente AAAA-MM-DD.',
  end: 'El último día del período, preferiblemente AAAA-MM-DD; no antes del primero.',
};

const soldProduct = {
  name: 'El producto tal como lo conoce Dcycle. Necesario si no hay ID del producto.',
  id: 'El identificador que Dcycle dio al producto (un UUID). Necesario si no hay nombre del producto.',
};

const stage = (what: string): string => `${what}: kg CO2e de origen fósil por unidad declarada, de un producto cuya fuente de datos es external (supuesto).`;

export const datasets: Readonly<Record<string, Texts>> = {
  'country-sales': {
    title: 'Ventas por país',
    summary: 'Cuánto se vendió de un producto en un país durante un período. Los períodos de un producto y país no comparten ningún día.',
    fields: {
      product_name: ['Nombre del producto', `${soldProduct.name} 255 caracteres como máximo.`],
      product_id: ['ID del producto', soldProduct.id],
      country: ['País', 'Dónde se vendió: un código de dos letras como SE, o el nombre del país.'],
      quantity: ['Cantidad vendida', 'Cuántas unidades se vendieron en el país durante el período. Mayor que 0.'],
      start_date: ['Fecha de inicio', period.start],
      end_date: ['Fecha de fin', period.end],
    },
  },
  invites: {
    title: 'Invitaciones',
    summary: 'Proveedores a los que se pedirán datos sobre productos: una fila es un producto con su proveedor actual. Cada contacto del proveedor puede recibir un correo.',
    fields: { ...productReference, ...supplierReference },
  },
  purchases: {
    title: 'Compras',
    summary: 'Lo que compró la organización: una fila es una compra, por el dinero gastado o por la cantidad recibida.',
    fields: {
      product_name: ['Nombre del producto', 'Lo que se compró. 255 caracteres como máximo.'],
      sector: ['Sector económico', 'El sector económico del producto, como Manufacturing: determina el factor de emisión. 255 caracteres como máximo.'],
      country: ['País', 'De dónde viene el producto: un código de dos letras como SE, o el nombre del país.'],
      quantity: ['Cantidad', 'Cuánto, en la unidad de la columna Unidad: el importe sin impuestos en una compra basada en el gasto. 0 o más.'],
      unit_id: ['Unidad', 'La unidad de la cantidad tal como la nombra Dcycle: una moneda como EUR, una unidad como kg o el identificador de una unidad. Se envía tal cual.'],
      purchase_date: ['Fecha de compra', 'Cuándo se compró: un día, preferiblemente AAAA-MM-DD.'],
      expense_type: [
        'Tipo de gasto',
        'capex para bienes de capital (alcance 3, categoría 2), opex para todo lo demás (categoría 1).',
        {
          capex: 'gastos de capital: bienes de capital',
          opex: 'gastos operativos: bienes y servicios adquiridos',
        },
      ],
      purchase_type: [
        'Tipo de compra',
        'Cómo se calculan las emisiones: spend_based (si está vacío) o supplier_specific, que necesita el identificador de un factor de emisión personalizado.',
        { spend_based: 'basado en el gasto', supplier_specific: 'específico del proveedor' },
      ],
      description: ['Descripción', 'Lo que convenga saber de la compra. 500 caracteres como máximo.'],
      status: [
        'Estado',
        'active cuenta en las emisiones, inactive no. Vacío: decide Dcycle.',
        {
          active: 'activo: cuenta',
          pending: 'pendiente de revisión',
          in_progress: 'en proceso',
          in_review: 'en revisión',
          inactive: 'inactivo: no cuenta',
        },
      ],
      recycled: ['Contenido reciclado', 'Qué parte del producto es reciclada, de 0 a 1 o en porcentaje con su signo: 0,25 o 25 %.'],
      supplier_id: ['ID del proveedor', 'Su propia referencia del proveedor.'],
      custom_emission_factor_id: ['ID del factor de emisión', 'El identificador que Dcycle dio a su propio factor de emisión; obligatorio si el tipo de compra es supplier_specific.'],
      frequency: ['Frecuencia', 'once: Dcycle no conoce otra frecuencia.', { once: 'una vez' }],
      file_id: ['ID del archivo', 'El identificador de un archivo en Dcycle que justifica la compra.'],
      file_name: ['Nombre del archivo', 'El nombre del archivo que justifica la compra. 255 caracteres como máximo.'],
      file_url: ['URL del archivo', 'La dirección web del archivo que justifica la compra.'],
    },
  },
  'resold-products': {
    title: 'Productos revendidos',
    summary: 'Productos que se compran y se revenden: una fila es un producto, con su lugar de producción y la cantidad vendida.',
    fields: {
      name: ['Nombre del producto', 'El nombre del producto. De 3 a 255 caracteres.'],
      customId: ['Código de artículo', 'Su propio número del producto: indica si el servicio ya tiene el producto. 255 caracteres como máximo.'],
      gtin: ['Código GTIN', 'El número bajo el código de barras: solo cifras, 14 como máximo, con su dígito de control. Dé a la columna el formato Texto.'],
      brandName: ['Marca', 'La marca del producto.'],
      categories: ['Categorías', 'Una o varias categorías propias, separadas por ; o |.'],
      description: ['Descripción', 'Qué es el producto, en una frase; solo sirve para clasificarlo.'],
      ingredients: ['Ingredientes', 'La lista de ingredientes como en la etiqueta.'],
      productionLocation: ['Lugar de producción', 'Dónde se fabrica el producto: un país o un lugar, con sus propias palabras.'],
      pickUpLocation: ['Lugar de recogida', 'Dónde se recoge el producto del proveedor: un país o un lugar, con sus propias palabras.'],
      shipToLocation: ['Lugar de entrega', 'Adónde se entrega el producto: un país o un lugar, con sus propias palabras.'],
      alcoholPercentage: ['Grado alcohólico (% vol)', 'El alcohol en volumen, en porcentaje de 0 a 100: 12,5 para 12,5 %.'],
      packagingType: ['Tipo de envase', 'Qué clase de envase es, por ejemplo cartón o botella.'],
      packagingMaterial: ['Material del envase', 'De qué está hecho el envase.'],
      packagingWeightValue: ['Peso del envase', 'El peso del envase de un producto, en la unidad de la columna siguiente. 0 o más.'],
      packagingWeightUnit: ['Unidad del peso del envase', 'La unidad del peso del envase, como g. Se envía tal cual.'],
      productNetQuantityValue: ['Cantidad neta', 'Cuánto producto hay sin su envase, en la unidad de la columna siguiente. 0 o más.'],
      productNetQuantityUnit: ['Unidad de la cantidad neta', 'La unidad de la cantidad neta, como kg o l. Se envía tal cual.'],
      imageUrl: ['URL de la imagen', 'La dirección web de una imagen del producto.'],
      yearlySalesVolumes: ['Ventas 2025 (t)', 'Toneladas vendidas en el año que indica el título; una columna por año. 0 o más.'],
    },
  },
  'sales-periods': {
    title: 'Períodos de venta',
    summary: 'Los períodos en que se vendieron productos. Nacen con las ventas por país; una fila con delete en la columna Action elimina uno con sus ventas en todos los países.',
    fields: {
      product_name: ['Nombre del producto', `${soldProduct.name} 255 caracteres como máximo.`],
      product_id: ['ID del producto', soldProduct.id],
      period_id: ['ID del período', 'El identificador que Dcycle dio al período (un UUID). Necesario si no hay días.'],
      start_date: ['Fecha de inicio', period.start],
      end_date: ['Fecha de fin', period.end],
    },
  },
  'sold-products': {
    title: 'Productos vendidos',
    summary: 'Los productos de los que tratan las ventas por país. Nacen con sus ventas; una fila con delete en la columna Action elimina uno con todo lo que le pertenece.',
    fields: {
      product_name: ['Producto vendido', `${soldProduct.name} El nombre debe designar un solo producto.`],
      product_id: ['ID del producto vendido', soldProduct.id],
    },
  },
  'supplier-periods': {
    title: 'Períodos de suministro',
    summary: 'De qué proveedor viene un producto revendido, y desde cuándo hasta cuándo. Los períodos de un producto no deben compartir ningún día; los que un archivo no nombra quedan como están.',
    fields: {
      ...productReference,
      ...supplierReference,
      validFrom: ['Válido desde', 'El primer día del período, hoy o antes, preferiblemente AAAA-MM-DD. Se necesita al menos uno de los dos días.'],
      validTo: ['Válido hasta', 'El último día del período, hoy o antes y no antes del primero. Vacío mientras el período continúa.'],
    },
  },
  suppliers: {
    title: 'Proveedores',
    summary: 'Proveedores y las personas a las que escribir: una fila es un proveedor con hasta tres contactos. Más contactos van en otras filas del mismo proveedor.',
    fields: {
      name: ['Nombre del proveedor', 'El nombre del proveedor. De 3 a 255 caracteres.'],
      customId: ['Código de proveedor', 'Su propio número del proveedor: indica si el servicio ya tiene el proveedor. 255 caracteres como máximo.'],
      contactEmail: ['Correo de contacto', contact.email],
      contactFirstName: ['Nombre del contacto', contact.firstName],
      contactLastName: ['Apellido del contacto', contact.lastName],
      contact2Email: ['Correo de contacto 2', contact.email],
      contact2FirstName: ['Nombre del contacto 2', contact.firstName],
      contact2LastName: ['Apellido del contacto 2', contact.lastName],
      contact3Email: ['Correo de contacto 3', contact.email],
      contact3FirstName: ['Nombre del contacto 3', contact.firstName],
      contact3LastName: ['Apellido del contacto 3', contact.lastName],
    },
  },
  'variable-products': {
    title: 'Productos de Variable',
    summary: 'Productos de Variable, cuyos impactos se calculan a partir de su lista de materiales: una fila es un producto.',
    fields: {
      uuid: ['UUID del producto', 'El identificador que Variable dio al producto, si ya existe; déjelo vacío para un producto nuevo.'],
      syncId: ['ID de sincronización', 'El identificador del producto en un sistema con el que sincroniza, como un ERP. Documentado en parte: Variable puede omitirlo.'],
      sku: ['Código de artículo', 'Su propio número del producto: indica si el servicio ya tiene el producto.'],
      name: ['Nombre del producto', 'El nombre del producto.'],
      description: ['Descripción', 'Qué es el producto.'],
      notes: ['Notas internas', 'Notas para su propia gente.'],
      cpcCode: ['Código CPC', 'El código del producto en la Clasificación Central de Productos (CPC) de las Naciones Unidas.'],
      unit: ['Unidad declarada', 'La unidad en que se cuenta un producto, tal como Variable enumera las unidades, como pcs o kg. Se supone necesaria para un producto nuevo.'],
      weightQuantity: ['Peso', 'Lo que pesa un producto, tal como usted lo declara, en la unidad de la columna Unidad de peso. 0 o más (supuesto).'],
      weightUnit: ['Unidad de peso', 'La unidad del peso, tal como Variable enumera las unidades, como kg. Necesaria con un peso.'],
      packagingWeightQuantity: ['Peso del envase', 'Lo que pesa el envase de un producto, en la unidad de la columna Unidad del peso del envase. 0 o más (supuesto).'],
      packagingWeightUnit: ['Unidad del peso del envase', 'La unidad del peso del envase, tal como Variable enumera las unidades, como g. Necesaria con un peso del envase.'],
      recycledPercent: ['Contenido reciclado (%)', 'Qué parte es reciclada, en porcentaje de 0 a 100: 12,5 para 12,5 %. 0 declara que nada lo es; vacío no declara nada.'],
      dataSource: [
        'Fuente de datos',
        'model: Variable calcula a partir de la lista de materiales. external: la huella viene de otra parte. database: solo en productos antiguos.',
        {
          model: 'calculado con la lista de materiales',
          external: 'huella de otra procedencia',
          database: 'de una base de datos (productos antiguos)',
        },
      ],
      startDate: ['Válido desde', 'El primer día para el que valen los datos, preferiblemente AAAA-MM-DD.'],
      endDate: ['Válido hasta', 'El último día para el que valen los datos, preferiblemente AAAA-MM-DD; no antes del primero.'],
      taxonomyUuid: ['UUID de la taxonomía', 'El identificador de la categoría de su taxonomía en Variable a la que pertenece el producto.'],
      footprintA1: ['Huella de carbono A1', stage('Suministro de materias primas')],
      footprintA2: ['Huella de carbono A2', stage('Transporte a la fábrica')],
      footprintA3: ['Huella de carbono A3', stage('Fabricación')],
      footprintA4: ['Huella de carbono A4', stage('Transporte al cliente')],
      footprintB1: ['Huella de carbono B1', stage('Uso')],
      footprintB2: ['Huella de carbono B2', stage('Mantenimiento')],
      footprintB3: ['Huella de carbono B3', stage('Reparación')],
      footprintB4: ['Huella de carbono B4', stage('Sustitución')],
      footprintB5: ['Huella de carbono B5', stage('Rehabilitación')],
      footprintC1: ['Huella de carbono C1', stage('Deconstrucción')],
      footprintC2: ['Huella de carbono C2', stage('Transporte de los residuos')],
      footprintC3: ['Huella de carbono C3', stage('Tratamiento de residuos')],
      footprintC4: ['Huella de carbono C4', stage('Eliminación')],
      footprintD: ['Huella de carbono D', stage('Beneficios más allá de los límites del sistema')],
    },
  },
};
