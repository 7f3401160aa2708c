/* Places that dynamic records may name: continents, ISO 3166-1 countries, provinces of two. */
#include "dns/dynamic.h"

#include <string.h>

/* Two-letter codes with a blank after each, in order. */
struct place_codes {
	const char *name;
	const char *codes;
};

static const struct place_codes continents[] = {
    {"AF",
	"AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA "
	"MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"},
    {"AN", "AQ BV HM TF"},
    {"AS",
	"AE AF AM AZ BD BH BN BT CC CN CX CY GE HK ID IL IN IO IQ IR JO JP KG KH KP KR KW KZ LA "
	"LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"},
    {"EU",
	"AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI "
	"LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA"},
    {"NA",
	"AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX "
	"NI PA PM PR SV SX TC TT US VC VG VI"},
    {"OC", "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"},
    {"SA", "AR BO BR CL CO EC FK GF GS GY PE PY SR UY VE"},
};

static const struct place_codes provinces[] = {
    {"CA", "AB BC MB NB NL NS NT NU ON PE QC SK YT"},
    {"US",
	"AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS "
	"MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY"},
};

static const char *
find_place(const struct place_codes *places, size_t count, struct slice name)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (slice_is(name, places[i].name))
			return places[i].codes;
	}
	return NULL;
}

static bool
has_code(const char *codes, struct slice code)
{
	if (code.len != 2 || codes == NULL)
		return false;
	for (; codes[0] != '\0'; codes += codes[2] == ' ' ? 3 : 2) {
		if (memcmp(codes, code.data, 2) == 0)
			return true;
	}
	return false;
}

const char *
geo_continent(struct slice country)
{
	size_t i;

	for (i = 0; i < sizeof(continents) / sizeof(continents[0]); i++) {
		if (has_code(continents[i].codes, country))
			return continents[i].name;
	}
	return NULL;
}

/* Cut the piece before the next hyphen off ${rest}; false when there is none left. */
static bool
next_piece(struct slice *rest, struct slice *piece)
{
	size_t dash;

	if (rest->data == NULL)
		return false;
	dash = slice_find(*rest, '-');
	*piece = slice_sub(*rest, 0, dash);
	if (dash == rest->len)
		rest->data = NULL;
	else
		*rest = slice_sub(*rest, dash + 1, rest->len);
	return true;
}

enum geo_fault
geo_code_check(struct slice code)
{
	struct slice rest = slice_make(code.data, code.len), piece[3] = {{0}}, more;
	const char *countries;
	size_t n = 0;

	while (n < 3 && next_piece(&rest, &piece[n]))
		n++;
	if (next_piece(&rest, &more))
		return GEO_SHAPE;
	countries = find_place(continents, sizeof(continents) / sizeof(continents[0]), piece[0]);
	if (countries == NULL)
		return GEO_CONTINENT;
	if (n > 1 && !has_code(countries, piece[1]))
		return GEO_COUNTRY;
	if (n > 2 &&
	    !has_code(find_place(provinces, sizeof(provinces) / sizeof(provinces[0]), piece[1]),
		piece[2]))
		return GEO_PROVINCE;
	return GEO_KNOWN;
}

bool
geo_code_known(struct slice code)
{
	return geo_code_check(code) == GEO_KNOWN;
}
