/** Making or changing an endpoint: its address, what it is for, and which events it hears. */
import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type WebhookEventType, webhookEventTypes } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogForm } from '../../app/parts/dialog-form.tsx';
import { fieldErrors } from '../../app/parts/refusal.ts';
import { useEventName } from './delivery-log.tsx';
import { type Endpoint, useWebhookActions } from './use-webhooks.ts';

interface FormProps {
  /** Null makes a new one. */
  endpoint: Endpoint | null;
  onClose: () => void;
  /** With the secret, if one was made. */
  onDone: (made: { id: string; secret: string } | null) => void;
}

export function EndpointDialog({ opened, ...form }: FormProps & { opened: boolean }) {
  const { t } = useTranslation('webhooks');
  return (
    <Modal
      opened={opened}
      onClose={form.onClose}
      size="lg"
      title={t(form.endpoint ? 'form.editTitle' : 'form.createTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <EndpointForm {...form} />
    </Modal>
  );
}

function EndpointForm({ endpoint, onClose, onDone }: FormProps) {
  const { t } = useTranslation('webhooks');
  const { create, save } = useWebhookActions();
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [events, setEvents] = useState<WebhookEventType[]>(endpoint?.events ?? [...webhookEventTypes]);
  const [isTried, setTried] = useState(false);
  const error = create.error ?? save.error;
  const refused = fieldErrors(error);

  async function submit() {
    setTried(true);
    if (url.trim() === '' || events.length === 0) return;
    const body = { url: url.trim(), description: description.trim(), events };
    if (endpoint) {
      const saved = await save.mutateAsync({ id: endpoint.id, body }).catch(() => null);
      if (saved) onDone(null);
    } else {
      const made = await create.mutateAsync(body).catch(() => null);
      if (made) onDone(made);
    }
  }

  return (
    <DialogForm
      submitLabel={t(endpoint ? 'form.save' : 'form.create')}
      error={Object.keys(refused).length > 0 ? null : error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('form.url')}
        description={t('form.urlHelp')}
        placeholder="https://crm.example.com/webhooks"
        type="url"
        maxLength={2048}
        data-autofocus
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={isTried && url.trim() === '' ? t('field.required') : refused.url}
      />
      <TextInput
        label={t('form.description')}
        description={t('form.descriptionHelp')}
        maxLength={200}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <EventChoice
        value={events}
        onChange={setEvents}
        error={isTried && events.length === 0 ? t('field.chooseOne') : null}
      />
    </DialogForm>
  );
}

interface EventChoiceProps {
  value: WebhookEventType[];
  onChange: (events: WebhookEventType[]) => void;
  error: string | null;
}

function EventChoice({ value, onChange, error }: EventChoiceProps) {
  const { t } = useTranslation('webhooks');
  const eventName = useEventName();
  return (
    <Checkbox.Group
      label={t('form.events')}
      value={value}
      onChange={(chosen) => onChange(webhookEventTypes.filter((type) => chosen.includes(type)))}
      error={error}
    >
      <Group gap={6} my={8}>
        <Button size="compact-sm" variant="default" onClick={() => onChange([...webhookEventTypes])}>
          {t('form.all')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onChange([])}>
          {t('form.nothing')}
        </Button>
      </Group>
      <Stack gap="sm" mt={4}>
        {webhookEventTypes.map((type) => (
          <Checkbox key={type} value={type} label={eventName(type)} description={type} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
