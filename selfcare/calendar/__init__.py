"""Calendar files to busy hours, in a short-lived child that nothing else depends on."""
