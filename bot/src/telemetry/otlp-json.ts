import type { ReadableSpan } from '@opentelemetry/sdk-trace';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * Spans of one process as OTLP says them in JSON.
 * @source opentelemetry-proto 1.9, trace/v1, with ids in hex and 64-bit numbers as texts
 */
export function toOtlpJson(spans: readonly ReadableSpan[]): object {
  const [first] = spans;
  return {
    resourceSpans: [
      {
        resource: { attributes: toKeyValues(first?.resource.attributes ?? {}) },
        scopeSpans: [
          { scope: { name: first?.instrumentationScope.name ?? '' }, spans: spans.map(toSpan) },
        ],
      },
    ],
  };
}

function toSpan(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  const { status, parentSpanContext: parent } = span;
  return {
    traceId,
    spanId,
    ...(parent && { parentSpanId: parent.spanId }),
    name: span.name,
    // The API counts from 0, where OTLP keeps 0 for a kind that nobody said.
    kind: span.kind + 1,
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: toKeyValues(span.attributes),
    status: { code: status.code, ...(status.message && { message: status.message }) },
  };
}

function nanoseconds([seconds, nanos]: readonly [number, number]): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(nanos));
}

function toKeyValues(attributes: Attributes): object[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ({ key, value: toAnyValue(value) }));
}

function toAnyValue(value: unknown): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toAnyValue) } };
  return { stringValue: String(value) };
}
