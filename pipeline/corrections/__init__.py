"""What people correct: kept beside the datasets, found again on the pages, applied to words, tables and records.

`store` keeps it (`append_corrections`, `read_corrections`, `new_id`), `places` says where something stands in points of
the source page (`spot_of`, `where_of_cell`), `document` applies all of it (`correct_document`). Who has added
corrections has the document put together again by `sohoa.pipeline.batch.reassembly.reassemble`, under
`only_writer(out, Purpose.CORRECT)`; adding itself needs no lock.
"""
