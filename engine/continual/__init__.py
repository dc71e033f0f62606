"""Learning without forgetting: replay, distillation, balance, strategies."""
