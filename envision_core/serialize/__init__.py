"""Between Python values and the wire: the encoder, conversion by annotation, schemas and generated types."""
