/** What an act will do, before it is done (`OutcomePreview`), and what it has done (`OutcomeDone`). */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

interface OutcomeProps {
  /** The main effect, in bold. */
  title?: string;
  lines: readonly (string | null)[];
}

export function OutcomePreview({ title, lines }: OutcomeProps) {
  return (
    <div className="quiet-box" role="status">
      {title && (
        <Text size="md" fw={600}>
          {title}
        </Text>
      )}
      <OutcomeLines lines={lines} />
    </div>
  );
}

interface OutcomeDoneProps extends OutcomeProps {
  finishLabel: string;
  onClose: () => void;
}

export function OutcomeDone({ title, lines, finishLabel, onClose }: OutcomeDoneProps) {
  return (
    <Stack gap="md">
      <Alert color="leaf" variant="light" icon={<IconCheck size={20} />} role="status">
        {title && (
          <Text size="lg" fw={600}>
            {title}
          </Text>
        )}
        <OutcomeLines lines={lines} />
      </Alert>
      <Button onClick={onClose} data-autofocus>
        {finishLabel}
      </Button>
    </Stack>
  );
}

function OutcomeLines({ lines }: { lines: OutcomeProps['lines'] }) {
  return lines
    .filter((line) => line !== null)
    .map((line) => (
      <Text key={line} size="md">
        {line}
      </Text>
    ));
}
