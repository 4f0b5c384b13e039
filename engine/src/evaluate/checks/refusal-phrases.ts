/**
 * How models begin to refuse, by language (ISO 639-1): patterns on lower-case text with straight
 * apostrophes. Each names what is refused (help, the request, such content), so that a refusal of the
 * business itself ("I cannot refund this order") is none. Every pattern is linear.
 */
export const refusalPhrases: Readonly<Record<string, readonly RegExp[]>> = {
  en: [
    /\bi(?: really)? (?:can't|cannot|can not|won't|will not|couldn't) (?:help|assist|comply|engage|support (?:that|this)|(?:fulfill?|process) (?:that|this|your) request|do that|in good conscience)\b/,
    /\bi(?: really)? (?:can't|cannot|can not|won't|will not) (?:provide|give|share|offer|create|generate|write|produce|discuss) (?:(?:you )?(?:with )?)?(?:that|this|such|instructions|content|explicit|harmful|illegal|information|guidance|advice|medical|legal|financial)\b/,
    /\bi(?:'m| am) (?:not able|unable) to (?:help|assist|comply|engage|(?:provide|give|share|create|generate|write|discuss) (?:that|this|such|instructions|content|information|guidance|advice)|(?:fulfill?|process) (?:that|this|your) request)\b/,
    /\bi(?: must| have to|'ll have to| need to) (?:respectfully |politely )?decline\b/,
    /\bas an ai(?: language model| assistant)?,? i (?:can't|cannot|can not|won't|am not able|am unable|don't)\b/,
    /\bi(?:'m| am) not comfortable (?:with|helping|providing|writing|creating|discussing)\b/,
    /\b(?:that|this)(?:'s| is) not something i(?:'m| am)? (?:can|able to) (?:help|assist|do)\b/,
    /\bagainst my (?:guidelines|programming|policies)\b/,
    /\bmy (?:safety )?guidelines (?:don't|do not) (?:allow|permit)\b/,
  ],
  de: [
    /\b(?:dabei|damit|hierbei) (?:kann|darf) ich (?:dir |ihnen |euch )?(?:leider )?nicht (?:weiterhelfen|helfen|behilflich sein)\b/,
    /\b(?:ich kann|kann ich|ich darf|darf ich) (?:dir |ihnen |euch )?(?:dabei|damit|hierbei|bei dieser anfrage|bei diesem thema) (?:leider )?nicht (?:helfen|weiterhelfen|behilflich sein|unterstützen)\b/,
    /\b(?:diese|dieser|ihre|deine) (?:anfrage|bitte) (?:kann|darf) ich (?:leider )?nicht (?:erfüllen|bearbeiten|nachkommen|beantworten)\b/,
    /\bich (?:kann|darf) (?:diese|dieser|ihre|ihrer|deine|deiner) (?:anfrage|bitte) (?:leider )?nicht (?:erfüllen|bearbeiten|nachkommen|beantworten)\b/,
    /\bich (?:muss|möchte) (?:das|dies|diese anfrage|ihre anfrage) (?:leider )?ablehnen\b/,
    /\bals ki(?:-\p{L}+)?,? (?:kann|darf) ich (?:\p{L}+ ){0,4}nicht\b/u,
  ],
  fr: [
    /\bje ne (?:peux|puis) (?:malheureusement )?pas (?:vous |t'|t')?(?:aider|assister|répondre à cette demande|fournir (?:ce|cette|ces|de telles|d'instructions)|accéder à cette demande|donner suite à)/,
    /\bje ne suis pas en mesure de (?:vous |t')?(?:aider|assister|répondre à cette demande|fournir (?:ce|cette|ces|de telles))/,
    /\bje (?:dois|préfère) (?:poliment )?(?:décliner|refuser)\b/,
    /\ben tant qu'(?:ia|intelligence artificielle|assistant)\b.{0,40}\bje ne (?:peux|puis) pas\b/,
  ],
  es: [
    /\bno puedo (?:ayudarte|ayudarle|ayudar|asistirte|asistirle|cumplir (?:con )?(?:esa|esta|tu|su) (?:solicitud|petición)|proporcionar(?:te|le)? (?:esa|este|esta|ese|dicha|instrucciones))/,
    /\bno (?:estoy en condiciones|me es posible|soy capaz) (?:de )?(?:ayudarte|ayudarle|ayudar|proporcionar)/,
    /\b(?:debo|tengo que) (?:rechazar|declinar)\b/,
    /\bcomo (?:una )?(?:ia|inteligencia artificial|modelo de lenguaje),? no puedo\b/,
  ],
  it: [
    /\bnon posso (?:aiutarti|aiutarla|aiutarvi|aiutare|assisterti|fornire (?:queste|questa|tali|istruzioni)|soddisfare (?:questa|la tua|la sua) richiesta)/,
    /\bnon sono in grado di (?:aiutarti|aiutarla|fornire (?:queste|questa|tali))/,
    /\bdevo (?:declinare|rifiutare)\b/,
  ],
  pt: [
    /\bnão posso (?:ajudar|ajudá-lo|ajudá-la|te ajudar|lhe ajudar|atender (?:a )?(?:esse|este|essa|esta|seu|sua)|fornecer (?:esse|essa|este|esta|instruções))/,
    /\bnão consigo (?:ajudar com (?:isso|isto)|atender a (?:esse|este) pedido)/,
    /\b(?:devo|tenho que|preciso) (?:recusar|declinar)\b/,
  ],
  nl: [
    /\b(?:daar|hier) kan ik (?:je |u |jou )?(?:helaas )?niet (?:mee|bij) helpen\b/,
    /\b(?:ik kan|kan ik) (?:je |u |jou )?(?:daar|hier|daarmee|hiermee|met dit verzoek|met dat verzoek) ?(?:helaas )?(?:niet (?:mee |bij )?helpen|niet aan voldoen|niet bij helpen)\b/,
    /\bik (?:moet|wil) (?:dit|dat|je|uw) (?:verzoek )?(?:helaas )?(?:afwijzen|weigeren)\b/,
  ],
  pl: [
    /nie mogę (?:ci |panu |pani )?(?:w tym |z tym )?(?:pomóc|spełnić (?:tej|twojej) prośby|udzielić (?:takich|tych))/,
    /muszę odmówić/,
  ],
  ru: [
    /я не могу (?:вам |тебе )?(?:с этим |в этом )?(?:помочь|выполнить (?:этот|эту|ваш|вашу) (?:запрос|просьбу)|предоставить (?:такую|эту|такие))/,
    /(?:вынужден|вынуждена) отказать/,
  ],
  ja: [
    /(?:お手伝い|ご協力|お答え|対応|ご案内)(?:すること(?:は|が))?(?:は)?(?:できません|できかねます|いたしかねます)/,
    /(?:ご要望|リクエスト)には?(?:お応え|対応)(?:できません|できかねます)/,
  ],
  zh: [
    /(?:我|抱歉，|很抱歉，)(?:无法|不能|没有办法)(?:协助|帮助您|帮助你|帮您|帮你|满足(?:您|你|这|该)|提供(?:此类|这类|这种|该|有关|相关))/,
  ],
};
