/** The texts a new brand starts with; the owner replaces them with their lawyer's. */

export function firstDocuments(name: string): { kind: string; textRu: string; textEn: string }[] {
  return [
    {
      kind: 'rules',
      textRu: `Правила программы «${name}».\n\nЗа покупки начисляются баллы. Ими можно оплатить часть следующих покупок. Размер начислений, срок жизни баллов и доля оплаты указаны в приложении. При возврате покупки начисленные за неё баллы снимаются, потраченные возвращаются. Баллы не обмениваются на деньги. Выйти из программы можно в любой момент в разделе «Данные и конфиденциальность».`,
      textEn: `Rules of the ${name} programme.\n\nPurchases earn points, which pay part of later purchases. What is earned, how long points live and how much they may pay is shown in the app. When a purchase is returned, the points it earned are taken back and the points spent are given back. Points are not exchanged for money. You may leave at any time in the Data and privacy section.`,
    },
    {
      kind: 'privacy',
      textRu: `Как «${name}» обращается с вашими данными.\n\nХраним: имя и номер в Telegram, телефон, почту и день рождения, если вы их указали, покупки и движение баллов, ваши согласия и отправленные вам сообщения. Зачем: чтобы вести ваш счёт и отвечать вам. Никому не продаём. Скачать или удалить свои данные можно в приложении, в разделе «Данные и конфиденциальность».`,
      textEn: `How ${name} treats your data.\n\nWe keep: your Telegram name and id, your phone, e-mail and birthday if you gave them, purchases and movements of points, your consents and the messages sent to you. Why: to keep your account and to answer you. We sell them to nobody. You may download or erase your data in the app, in the Data and privacy section.`,
    },
    {
      kind: 'marketing',
      textRu: `Согласие на рекламные сообщения.\n\nСогласен получать от «${name}» в Telegram предложения и новости. Отказаться можно в любой момент: в приложении или командой /stop.`,
      textEn: `Consent to marketing messages.\n\nI agree to receive offers and news from ${name} in Telegram. I may withdraw at any time in the app or with /stop.`,
    },
  ];
}
