/** The demo brand: a coffee chain with its look, people and menu. Plain data; apps/server/src/demo turns it into rows. */

/** Hours of working days and of the weekend. */
function week(working: [string, string], weekend: [string, string]) {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const [from, until] = weekday < 6 ? working : weekend;
    return { weekday, from, until };
  });
}

export const zerno = {
  slug: 'zerno',
  name: 'Зерно',
  accentColor: '#1f7a4d',
  cardColors: ['#1f7a4d', '#0b3b2e'],
  zone: 'Europe/Moscow',
  currency: 'RUB',
  languages: ['ru', 'en'],
  pointsName: {
    ru: { one: 'зерно', few: 'зерна', many: 'зёрен' },
    en: { one: 'bean', other: 'beans' },
  },
  bot: { token: '7000000001:AAZernoDemoBotOfTheSandboxOnly00001', name: 'Зерно', username: 'zerno_demo_bot' },
  shops: [
    {
      name: 'Зерно на Покровке',
      address: 'Покровка, 17',
      phone: '+7 495 123-45-01',
      latitude: 55.7594,
      longitude: 37.6467,
      hours: week(['07:30', '22:00'], ['09:00', '22:00']),
      fiscalNumbers: ['9282440300669857'],
      taxNumbers: ['7707083893'],
    },
    {
      name: 'Зерно на Мясницкой',
      address: 'Мясницкая, 24/7',
      phone: '+7 495 123-45-02',
      latitude: 55.7633,
      longitude: 37.6355,
      // Round the clock.
      hours: week(['00:00', '00:00'], ['00:00', '00:00']),
      fiscalNumbers: ['9282440300669858'],
      taxNumbers: ['7707083893'],
    },
    {
      name: 'Зерно у Чистых прудов',
      address: 'Чистопрудный бульвар, 12',
      phone: '+7 495 123-45-03',
      latitude: 55.7616,
      longitude: 37.6443,
      hours: week(['08:00', '21:00'], ['10:00', '23:00']),
      fiscalNumbers: ['9282440300669859'],
      taxNumbers: ['7707083893'],
    },
    {
      name: 'Зерно на Хлебозаводе',
      address: 'Новодмитровская, 1с9',
      phone: '+7 495 123-45-04',
      latitude: 55.8056,
      longitude: 37.5853,
      // The night goes on after midnight.
      hours: week(['09:00', '21:00'], ['11:00', '02:00']),
      closedDates: ['2027-01-01'],
      fiscalNumbers: ['9282440300669860'],
      taxNumbers: ['7707083893'],
    },
  ],
} as const;

/** Staff of the demo, one of each role; all share one password, which only a demo may. */
export const demoStaff = [
  { name: 'Ольга Зернова', email: 'owner@zerno.demo', role: 'owner', language: 'ru' },
  { name: 'Павел Соколов', email: 'manager@zerno.demo', role: 'manager', language: 'ru' },
  { name: 'Мария Ветрова', email: 'marketer@zerno.demo', role: 'marketer', language: 'ru' },
  {
    name: 'Илья Кузьмин',
    email: 'cashier@zerno.demo',
    role: 'cashier',
    language: 'ru',
    shop: 'Зерно на Покровке',
  },
  { name: 'Anna Wells', email: 'support@zerno.demo', role: 'support', language: 'en' },
] as const;

/** Prices in kopecks. */
export const menu = [
  { sku: 'espresso', name: 'Эспрессо', category: 'Кофе', priceMinor: 17_000 },
  { sku: 'americano', name: 'Американо', category: 'Кофе', priceMinor: 21_000 },
  { sku: 'cappuccino', name: 'Капучино', category: 'Кофе', priceMinor: 29_000 },
  { sku: 'latte', name: 'Латте', category: 'Кофе', priceMinor: 32_000 },
  { sku: 'flat-white', name: 'Флэт уайт', category: 'Кофе', priceMinor: 34_000 },
  { sku: 'raf', name: 'Раф ванильный', category: 'Кофе', priceMinor: 38_000 },
  { sku: 'filter', name: 'Фильтр', category: 'Кофе', priceMinor: 24_000 },
  { sku: 'matcha', name: 'Матча латте', category: 'Чай', priceMinor: 36_000 },
  { sku: 'croissant', name: 'Круассан', category: 'Выпечка', priceMinor: 19_000 },
  { sku: 'almond-croissant', name: 'Круассан миндальный', category: 'Выпечка', priceMinor: 27_000 },
  { sku: 'cheesecake', name: 'Чизкейк', category: 'Десерты', priceMinor: 35_000 },
  { sku: 'banana-bread', name: 'Банановый хлеб', category: 'Выпечка', priceMinor: 23_000 },
  { sku: 'syrniki', name: 'Сырники', category: 'Завтраки', priceMinor: 42_000 },
  { sku: 'granola', name: 'Гранола с йогуртом', category: 'Завтраки', priceMinor: 39_000 },
  { sku: 'beans-250', name: 'Зерно Эфиопия, 250 г', category: 'С собой', priceMinor: 89_000 },
] as const;

export const womenNames = [
  'Анна',
  'Мария',
  'Елена',
  'Дарья',
  'Ксения',
  'Ольга',
  'Полина',
  'Вера',
  'Алина',
  'София',
  'Юлия',
  'Нина',
] as const;
export const menNames = [
  'Алексей',
  'Иван',
  'Максим',
  'Дмитрий',
  'Кирилл',
  'Артём',
  'Никита',
  'Роман',
  'Егор',
  'Тимур',
  'Глеб',
  'Марк',
] as const;
/** Forms for men and women. */
export const surnames = [
  ['Лебедев', 'Лебедева'],
  ['Морозов', 'Морозова'],
  ['Новиков', 'Новикова'],
  ['Козлов', 'Козлова'],
  ['Волков', 'Волкова'],
  ['Зайцев', 'Зайцева'],
  ['Белов', 'Белова'],
  ['Орлов', 'Орлова'],
  ['Киселёв', 'Киселёва'],
  ['Макаров', 'Макарова'],
  ['Громов', 'Громова'],
  ['Фомин', 'Фомина'],
  ['Данилов', 'Данилова'],
  ['Жуков', 'Жукова'],
  ['Тихонов', 'Тихонова'],
  ['Крылов', 'Крылова'],
] as const;

/** People who also exist in the sandbox, so that a newcomer can be them. */
export const sandboxPeople = [
  {
    id: 5_000_001,
    firstName: 'Анна',
    lastName: 'Лебедева',
    username: 'anna_lebedeva',
    languageCode: 'ru',
    phone: '+79161234501',
    isMember: true,
  },
  {
    id: 5_000_002,
    firstName: 'Алексей',
    lastName: 'Морозов',
    username: 'alex_morozov',
    languageCode: 'ru',
    phone: '+79161234502',
    isMember: false,
  },
  {
    id: 5_000_003,
    firstName: 'Emma',
    lastName: 'Clarke',
    username: 'emma_clarke',
    languageCode: 'en',
    phone: '+79161234503',
    isMember: false,
  },
] as const;
