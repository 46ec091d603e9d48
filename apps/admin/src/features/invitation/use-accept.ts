/** Takes an invitation up; a new account is signed in at once. */
import type { CallInput } from '@regulars/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, meKey } from '../../app/api.ts';
import { auth } from '../../app/auth.ts';

type Body = CallInput<'acceptInvitation'>['body'];

export function useAccept(token: string) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (body: Body) => call('acceptInvitation', { params: { token }, body }),
    onSuccess: async ({ slug }, body) => {
      if ('password' in body) await auth.signIn.email({ email: body.email, password: body.password });
      await client.resetQueries({ queryKey: meKey });
      navigate(`/${slug}`, { replace: true });
    },
  });
}
