// Carries the precompiled header that all kernel targets share.
