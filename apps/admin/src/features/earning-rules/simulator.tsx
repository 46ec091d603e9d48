/** The simulator: an invented purchase on the left, every rule's answer on the right. */
import { Box, Grid, Stack } from '@mantine/core';
import { currencyDigits } from '@regulars/contracts/points';
import { useState } from 'react';
import { fieldErrors } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { RuleFormProvider } from './fields.tsx';
import { SimulatedCustomer } from './simulated-customer.tsx';
import { SimulatedPurchase } from './simulated-purchase.tsx';
import { SimulatedRules } from './simulated-rules.tsx';
import { SimulationAnswer } from './simulation-answer.tsx';
import {
  emptySimulation,
  newLine,
  simulationBody,
  type SimulationDraft,
  type Trial,
} from './simulation-draft.ts';
import { useKnownWords } from './use-known-words.ts';
import { useSimulation } from './use-simulation.ts';

interface SimulatorProps {
  /** A rule that is being edited, asked as it is in the form. */
  trial?: Trial;
  /** One column, for a drawer. */
  isNarrow?: boolean;
}

export interface SimulationPartProps {
  draft: SimulationDraft;
  onChange: (part: Partial<SimulationDraft>) => void;
}

export function Simulator({ trial, isNarrow = false }: SimulatorProps) {
  const { draft, change } = useSimulationDraft(trial);
  const body = simulationBody(draft, trial ?? null);
  const answer = useSimulation(body);
  const knownWords = useKnownWords();
  const span = (wide: number) => (isNarrow ? 12 : { base: 12, sm: wide });
  return (
    <RuleFormProvider value={{ problems: fieldErrors(answer.error), knownWords }}>
      <Grid gap="lg">
        <Grid.Col span={span(7)} order={isNarrow ? 2 : 1}>
          <Stack gap="lg">
            <SimulatedPurchase draft={draft} onChange={change} />
            <SimulatedCustomer draft={draft} onChange={change} />
            <SimulatedRules draft={draft} onChange={change} trial={trial} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={span(5)} order={isNarrow ? 1 : 2}>
          <Box {...(isNarrow ? {} : { pos: 'sticky', top: 68 })}>
            <SimulationAnswer
              answer={answer.data}
              error={answer.error}
              isStale={answer.isPlaceholderData || body === null}
              isIncomplete={body === null}
              trial={trial}
            />
          </Box>
        </Grid.Col>
      </Grid>
    </RuleFormProvider>
  );
}

/** Begins with goods of the rule that is tried, where it names some. */
function useSimulationDraft(trial: Trial | undefined) {
  const { currency, language } = useFormat();
  const unitMinor = 10 ** currencyDigits(currency);
  const [draft, setDraft] = useState<SimulationDraft>(() => {
    const empty = emptySimulation(language, unitMinor);
    const effect = trial?.settings.effect;
    const [category] = (effect && 'lines' in effect && effect.lines?.categories) || [];
    return category === undefined
      ? empty
      : { ...empty, bill: 'lines', lines: [newLine(category, 400 * unitMinor)] };
  });
  return {
    draft,
    change: (part: Partial<SimulationDraft>) => setDraft((current) => ({ ...current, ...part })),
  };
}
