import type { PoolAnswer, PoolStep } from './pool-flow';
import type { useTask } from './use-task';

/** A step that the person answers with something typed or chosen. */
export type AskingStep = Exclude<PoolStep, { type: 'tokens' | 'unconfirmed' | 'reset-needed' }>;

export interface ChallengeProps<Step = AskingStep> {
  step: Step;
  task: ReturnType<typeof useTask>;
  onAnswer: (answer: PoolAnswer) => void;
  onBack: () => void;
}

/** The props for one sort of step. */
export type PropsFor<Type extends AskingStep['type']> = ChallengeProps<Extract<AskingStep, { type: Type }>>;
