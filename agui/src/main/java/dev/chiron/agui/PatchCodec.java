package dev.chiron.agui;

import tools.jackson.databind.node.ObjectNode;

/** The wire form of JSON Patch operations. */
final class PatchCodec {

    private PatchCodec() {}

    static ObjectNode write(PatchOperation operation) {
        WireWriter out = new WireWriter();
        return switch (operation) {
            case PatchOperation.Add add ->
                out.required("op", "add")
                        .required("path", add.path())
                        .required("value", add.value())
                        .done();
            case PatchOperation.Remove remove ->
                out.required("op", "remove").required("path", remove.path()).done();
            case PatchOperation.Replace replace ->
                out.required("op", "replace")
                        .required("path", replace.path())
                        .required("value", replace.value())
                        .done();
            case PatchOperation.Move move ->
                out.required("op", "move")
                        .required("from", move.from())
                        .required("path", move.path())
                        .done();
            case PatchOperation.Copy copy ->
                out.required("op", "copy")
                        .required("from", copy.from())
                        .required("path", copy.path())
                        .done();
            case PatchOperation.Test test ->
                out.required("op", "test")
                        .required("path", test.path())
                        .required("value", test.value())
                        .done();
        };
    }

    static PatchOperation read(WireReader in) {
        String op = in.string("op");
        String path = in.pointer("path");
        return switch (op) {
            case "add" -> new PatchOperation.Add(path, in.any("value"));
            case "remove" -> new PatchOperation.Remove(path);
            case "replace" -> new PatchOperation.Replace(path, in.any("value"));
            case "move" -> new PatchOperation.Move(in.pointer("from"), path);
            case "copy" -> new PatchOperation.Copy(in.pointer("from"), path);
            case "test" -> new PatchOperation.Test(path, in.any("value"));
            default -> throw in.problem("op", "must be one of add, remove, replace, move, copy, test");
        };
    }
}
