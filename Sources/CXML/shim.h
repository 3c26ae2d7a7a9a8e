#pragma once
#include <libxml/xmlversion.h>
// libxml2's headers would pull in the system's ICU, which clashes with Foundation's own copy: a
// cold build then fails while a warm one passes. No call here needs ICU.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

/// Callbacks for names, text and document types; all else that a document can hold goes unseen.
///
/// With no callback for entities, none is ever declared, so none can grow or name a file.
static inline void scanwhy_sax_handler(
    xmlSAXHandler *handler,
    startElementNsSAX2Func start,
    endElementNsSAX2Func end,
    charactersSAXFunc text,
    internalSubsetSAXFunc documentType) {
    memset(handler, 0, sizeof(*handler));
    handler->initialized = XML_SAX2_MAGIC;
    handler->startElementNs = start;
    handler->endElementNs = end;
    handler->characters = text;
    handler->cdataBlock = text;
    handler->ignorableWhitespace = text;
    handler->internalSubset = documentType;
}

/// Silences the parser: its default error functions print to standard error.
static inline void scanwhy_quiet(xmlParserCtxtPtr context) {
    context->options |= XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    if (context->sax) {
        context->sax->serror = NULL;
        context->sax->error = NULL;
        context->sax->warning = NULL;
        context->sax->fatalError = NULL;
    }
}

/// The line that the parser has come to.
static inline int scanwhy_line(void *context) {
    xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
    return parser->input ? parser->input->line : 0;
}
