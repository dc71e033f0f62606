"""Learning new products without forgetting earlier ones: replay, distillation, balance, strategies."""
