"""Exchange through EWS. Only the wiring imports it, inside the call that needs it: the library is slow."""
