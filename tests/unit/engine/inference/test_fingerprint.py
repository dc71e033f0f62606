from engine.inference.fingerprint import runtime_fingerprint


def test_fingerprints_of_two_providers_differ() -> None:
    cpu, cuda = map(runtime_fingerprint, ("CPUExecutionProvider", "CUDAExecutionProvider"))
    assert cpu != cuda
    assert {**cpu, "provider": ""} == {**cuda, "provider": ""}


def test_fingerprint_is_plain_text_throughout() -> None:
    fingerprint = runtime_fingerprint("CPUExecutionProvider")
    assert all(isinstance(value, str) and value for value in fingerprint.values())
