/** Adding a row to a list of a form, and taking one out. */
import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

interface AddButtonProps {
  label: string;
  /** Left out under `Menu.Target`, which gives its child what opens the menu. */
  onClick?: () => void;
}

export function AddButton({ label, ...button }: AddButtonProps) {
  return (
    <Button
      variant="default"
      size="xs"
      w="fit-content"
      leftSection={<IconPlus size={16} aria-hidden />}
      {...button}
    >
      {label}
    </Button>
  );
}

interface RemoveButtonProps {
  /** Names the row, as in "Remove step 2". */
  label: string;
  onClick: () => void;
  /** Brings it down to inputs that have labels over them. */
  mt?: number;
}

export function RemoveButton({ label, ...button }: RemoveButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} {...button}>
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  );
}
