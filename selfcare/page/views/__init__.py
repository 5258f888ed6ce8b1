"""One file for each page of the browser; `VIEWS` in `page.application` lists them."""
