#include "CEmbeddedFiles.h"

#include <string.h>

// #embed is of C23; the C targets are built as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style_css[] = {
#embed "../Pages/Templates/style.css"
};
static const unsigned char index_css[] = {
#embed "../Pages/Templates/index.css"
};
static const unsigned char index_js[] = {
#embed "../Pages/Templates/index.js"
};
static const unsigned char analysis_mustache[] = {
#embed "../Pages/Templates/analysis.mustache"
};
static const unsigned char analysistable_mustache[] = {
#embed "../Pages/Templates/analysistable.mustache"
};
static const unsigned char beyond_mustache[] = {
#embed "../Pages/Templates/beyond.mustache"
};
static const unsigned char caution_mustache[] = {
#embed "../Pages/Templates/caution.mustache"
};
static const unsigned char figure_mustache[] = {
#embed "../Pages/Templates/figure.mustache"
};
static const unsigned char index_mustache[] = {
#embed "../Pages/Templates/index.mustache"
};
static const unsigned char indexrow_mustache[] = {
#embed "../Pages/Templates/indexrow.mustache"
};
static const unsigned char pagelinks_mustache[] = {
#embed "../Pages/Templates/pagelinks.mustache"
};
static const unsigned char pair_mustache[] = {
#embed "../Pages/Templates/pair.mustache"
};
static const unsigned char sections_mustache[] = {
#embed "../Pages/Templates/sections.mustache"
};
static const unsigned char tokens_mustache[] = {
#embed "../Pages/Templates/tokens.mustache"
};
static const unsigned char controls_js[] = {
#embed "../Pages/Templates/explore/controls.js"
};
static const unsigned char data_js[] = {
#embed "../Pages/Templates/explore/data.js"
};
static const unsigned char difference_js[] = {
#embed "../Pages/Templates/explore/difference.js"
};
static const unsigned char figures_js[] = {
#embed "../Pages/Templates/explore/figures.js"
};
static const unsigned char heads_js[] = {
#embed "../Pages/Templates/explore/heads.js"
};
static const unsigned char main_js[] = {
#embed "../Pages/Templates/explore/main.js"
};
static const unsigned char numbers_js[] = {
#embed "../Pages/Templates/explore/numbers.js"
};
static const unsigned char page_js[] = {
#embed "../Pages/Templates/explore/page.js"
};
static const unsigned char panel_js[] = {
#embed "../Pages/Templates/explore/panel.js"
};
static const unsigned char present_js[] = {
#embed "../Pages/Templates/explore/present.js"
};
static const unsigned char save_js[] = {
#embed "../Pages/Templates/explore/save.js"
};
static const unsigned char scene_js[] = {
#embed "../Pages/Templates/explore/scene.js"
};
static const unsigned char state_js[] = {
#embed "../Pages/Templates/explore/state.js"
};
static const unsigned char tables_js[] = {
#embed "../Pages/Templates/explore/tables.js"
};
static const unsigned char tip_js[] = {
#embed "../Pages/Templates/explore/tip.js"
};
static const unsigned char views_js[] = {
#embed "../Pages/Templates/explore/views.js"
};
static const unsigned char zip_js[] = {
#embed "../Pages/Templates/explore/zip.js"
};
static const unsigned char sentences_txt[] = {
#embed "../Analyses/Model/Resources/sentences.txt"
};
static const unsigned char function_words_txt[] = {
#embed "../Analyses/Pair/Resources/function-words.txt"
};
static const unsigned char pairs_csv[] = {
#embed "../../Examples/pairs.csv"
};

#define FILE(name, bytes) {name, bytes, sizeof bytes}

static const embedded_file files[] = {
    FILE("style.css", style_css),
    FILE("index.css", index_css),
    FILE("index.js", index_js),
    FILE("analysis.mustache", analysis_mustache),
    FILE("analysistable.mustache", analysistable_mustache),
    FILE("beyond.mustache", beyond_mustache),
    FILE("caution.mustache", caution_mustache),
    FILE("figure.mustache", figure_mustache),
    FILE("index.mustache", index_mustache),
    FILE("indexrow.mustache", indexrow_mustache),
    FILE("pagelinks.mustache", pagelinks_mustache),
    FILE("pair.mustache", pair_mustache),
    FILE("sections.mustache", sections_mustache),
    FILE("tokens.mustache", tokens_mustache),
    FILE("controls.js", controls_js),
    FILE("data.js", data_js),
    FILE("difference.js", difference_js),
    FILE("figures.js", figures_js),
    FILE("heads.js", heads_js),
    FILE("main.js", main_js),
    FILE("numbers.js", numbers_js),
    FILE("page.js", page_js),
    FILE("panel.js", panel_js),
    FILE("present.js", present_js),
    FILE("save.js", save_js),
    FILE("scene.js", scene_js),
    FILE("state.js", state_js),
    FILE("tables.js", tables_js),
    FILE("tip.js", tip_js),
    FILE("views.js", views_js),
    FILE("zip.js", zip_js),
    FILE("sentences.txt", sentences_txt),
    FILE("function-words.txt", function_words_txt),
    FILE("pairs.csv", pairs_csv),
};

const embedded_file *embedded_file_named(const char *name) {
    for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
        if (strcmp(files[index].name, name) == 0) {
            return &files[index];
        }
    }
    return NULL;
}
