"""The update's long loops: plan, device, trainers, checkpoints."""
