/** A prompt as its messages' templates, what they include, and the data they read. */
export interface TemplateJob {
  readonly messages: readonly string[];
  readonly includes: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

const items = Array.from({ length: 10 }, (_, index) => ({
  name: `Article ${index + 1}`,
  count: index + 1,
  isGift: index % 3 === 0,
}));

/** Both print the same in Jinja2 and in nunjucks. */
export const templateJobs: Readonly<Record<'small' | 'chat', TemplateJob>> = {
  small: {
    messages: [
      'Summarise the message of {{ customer }} in {{ language | upper }}:\n{{ message }}\n',
    ],
    includes: {},
    data: { customer: 'Ann', language: 'en', message: 'I want my money back.' },
  },
  chat: {
    messages: [
      '{% include "tone/formal" %}\nYou decide on refunds for {{ brand }}. The customer wrote by {{ channel }}.\n{% include "policy/refunds" %}\n',
      'Order of {{ customer.name | title }}:\n{% for item in items %}{{ loop.index }}. {{ item.name }} × {{ item.count }}{% if item.isGift %} (gift){% endif %}\n{% endfor %}',
      '{% if message %}{{ message | trim }}{% else %}No message.{% endif %}',
    ],
    includes: {
      'tone/formal': 'Write formally, for {{ brand }}. Never promise a date.',
      'policy/refunds':
        'Refunds are possible within {{ days }} days{% if days > 14 %}, by law{% endif %}.',
    },
    data: {
      brand: 'Acme',
      channel: 'email',
      customer: { name: 'ann lee' },
      days: 30,
      items,
      message: '  The boots are too small.  ',
    },
  },
};
