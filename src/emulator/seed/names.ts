// Names of people in several languages, as `name` or, where the letters say nothing to an identity provider that knows
// Latin only, as `name|latin`.

export interface Pool {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const ENGLISH: Pool = {
  first: words(
    'Jane John Emily Oliver Amelia Jack Olivia Noah Ava Liam Grace Ethan Ruby Henry Chloe Samuel Nora Marcus',
  ),
  last: words(
    'Smith Johnson Brown Taylor Wilson Davies Evans Walker Wright Robinson Hughes Foster Bennett Hayes Murphy',
  ),
};
const SPANISH: Pool = {
  first: words('Sofía José María Andrés Lucía Iñigo Begoña Martín Inés Joaquín Ximena Raúl Belén Tomás'),
  last: words('García Rodríguez Martínez López Sánchez Muñoz Ibáñez Núñez Peña Castaño Ordóñez Jiménez'),
};
const PORTUGUESE: Pool = {
  first: words('João Inês Gonçalo Conceição Tomás Beatriz Antônio Luísa Simão Débora'),
  last: words('Silva Conceição Magalhães Araújo Simões Assunção Guimarães Gonçalves Leitão'),
};
const FRENCH: Pool = {
  first: words('Chloé François Zoé Jérôme Maëlle Loïc Aurélie Benoît Hélène Théo Noémie Gaël'),
  last: words('Lefèvre Dubois Béranger Gauthier Rousseau Renaud Chrétien Desprès Mercier Fauré Légaré'),
};
const GERMAN: Pool = {
  first: words('Jürgen Käthe Björn Sören Annelie Günter Lukas Märta Hannelore Jörg Franziska'),
  last: words('Groß Müller Schröder Jäger Weiß König Krüger Böhm Strauß Schäfer Hofmann'),
};
const POLISH_CZECH: Pool = {
  first: words('Łukasz Małgorzata Paweł Zdzisław Agnieszka Jiří Šárka Ondřej Bożena Václav'),
  last: words('Wiśniewska Kowalczyk Dąbrowski Zieliński Dvořák Černý Procházka Wójcik Żak Hájek'),
};
const TURKISH: Pool = {
  first: words('Ayşe Çağla Özgür İbrahim Şebnem Gökhan Işıl Emre Zeynep'),
  last: words('Yılmaz Öztürk Çelik Şahin Kılıç Doğan Aydın Güneş'),
};
const NORDIC: Pool = {
  first: words('Åsa Søren Øystein Aino Björk Håkon Päivi Kjell Jørgen'),
  last: words('Ångström Sørensen Ødegård Mäkinen Þórsson Lindqvist Bæk Hämäläinen'),
};
const GREEK: Pool = {
  first: words('Ελένη|eleni Γιώργος|giorgos Νίκος|nikos Αθηνά|athina'),
  last: words('Παπαδόπουλος|papadopoulos Νικολάου|nikolaou Γεωργίου|georgiou'),
};
const CYRILLIC: Pool = {
  first: words('Ольга|olga Дмитро|dmytro Наталія|natalia Алексей|alexey'),
  last: words('Шевченко|shevchenko Коваленко|kovalenko Петров|petrov'),
};
const ARABIC: Pool = {
  first: words('عمر|omar ليلى|layla يوسف|yusuf فاطمة|fatima'),
  last: words('حداد|haddad المصري|almasri النجار|alnajjar'),
};
const JAPANESE: Pool = {
  first: words('健太|kenta 美咲|misaki 翔|sho 葵|aoi 陽子|yoko'),
  last: words('山田|yamada 佐藤|sato 鈴木|suzuki 高橋|takahashi 渡辺|watanabe'),
};
const CHINESE_KOREAN: Pool = {
  first: words('伟|wei 芳|fang 秀英|xiuying 지훈|jihun 서연|seoyeon'),
  last: words('王|wang 李|li 陳|chen 김|kim 박|park'),
};
const INDIAN_FILIPINO: Pool = {
  first: words('Aarav Priya Rohan Ananya Maricel Jerome Rowena Vikram Divya Jomar Meera'),
  last: words('Sharma Patel Iyer Reyes Cruz Bautista Banerjee Mendoza Santos Villanueva'),
};
const VIETNAMESE: Pool = {
  first: words('Nguyệt Đức Hạnh Thảo Quốc Bích'),
  last: words('Nguyễn Trần Phạm Đặng Huỳnh Vũ'),
};

export const AMERICAN_NAMES: readonly Pool[] = [ENGLISH, ENGLISH, SPANISH, SPANISH, PORTUGUESE, FRENCH, VIETNAMESE];
export const EUROPEAN_NAMES: readonly Pool[] = [
  ENGLISH,
  GERMAN,
  FRENCH,
  PORTUGUESE,
  POLISH_CZECH,
  TURKISH,
  NORDIC,
  GREEK,
  CYRILLIC,
  ARABIC,
];
export const ASIAN_NAMES: readonly Pool[] = [ENGLISH, JAPANESE, CHINESE_KOREAN, INDIAN_FILIPINO, INDIAN_FILIPINO];

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** The name in Normalization Form C and what an identity provider makes of it in a username. */
export function readName(entry: string): { readonly name: string; readonly latin: string } {
  const [name = '', latin = name] = entry.split('|');
  const plain = latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z]/g, (letter) => LETTERS[letter] ?? '');
  return { name: name.normalize('NFC'), latin: plain };
}
