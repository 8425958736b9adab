using System.Globalization;

namespace Parlance.Dialects.Django;

/// <summary>The sentences of Django, its REST framework and SimpleJWT, in one language; `{0}` is what a sentence is about.</summary>
/// <remarks>Words that only one family has stay with that family.</remarks>
internal sealed record DjangoWords
{
    public required string Required { get; init; }
    public required string Null { get; init; }
    public required string Blank { get; init; }
    public required string NotText { get; init; }
    public required string NullCharacters { get; init; }
    public required string TooLong { get; init; }
    public required string TooShort { get; init; }
    public required string NotInteger { get; init; }
    public required string NotNumber { get; init; }
    public required string TooSmall { get; init; }
    public required string TooLarge { get; init; }
    public required string NotBoolean { get; init; }
    public required string NotList { get; init; }
    public required string NotDate { get; init; }
    public required string NotChoice { get; init; }
    public required string NoFile { get; init; }
    public required string NoSuchKey { get; init; }

    public required string BadUsername { get; init; }
    public required string UsernameTaken { get; init; }
    public required string BadEmail { get; init; }
    public required string EmailTaken { get; init; }

    public required string ParseError { get; init; }
    public required string NotFound { get; init; }
    public required string Forbidden { get; init; }
    public required string Throttled { get; init; }
    public required string BodyTooLarge { get; init; }

    public required string NoCredentials { get; init; }
    public required string BadToken { get; init; }
    public required string BadTokenInside { get; init; }
    public required string Blacklisted { get; init; }
    public required string NoUser { get; init; }
    public required string NoAccount { get; init; }

    public static DjangoWords English { get; } = new()
    {
        Required = "This field is required.",
        Null = "This field may not be null.",
        Blank = "This field may not be blank.",
        NotText = "Not a valid string.",
        NullCharacters = "Null characters are not allowed.",
        TooLong = "Ensure this field has no more than {0} characters.",
        TooShort = "Ensure this field has at least {0} characters.",
        NotInteger = "A valid integer is required.",
        NotNumber = "A valid number is required.",
        TooSmall = "Ensure this value is greater than or equal to {0}.",
        TooLarge = "Ensure this value is less than or equal to {0}.",
        NotBoolean = "Must be a valid boolean.",
        NotList = "Expected a list of items.",
        NotDate = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
        NotChoice = "\"{0}\" is not a valid choice.",
        NoFile = "The submitted data was not a file. Check the encoding type on the form.",
        NoSuchKey = "Invalid pk \"{0}\" - object does not exist.",
        BadUsername = "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
        UsernameTaken = "A user with that username already exists.",
        BadEmail = "Enter a valid email address.",
        EmailTaken = "user with this email already exists.",
        ParseError = "JSON parse error - {0}",
        NotFound = "Not found.",
        Forbidden = "You do not have permission to perform this action.",
        Throttled = "Request was throttled. Expected available in {0} seconds.",
        BodyTooLarge = "Request body exceeds the allowed size.",
        NoCredentials = "Authentication credentials were not provided.",
        BadToken = "Given token not valid for any token type",
        BadTokenInside = "Token is invalid or expired",
        Blacklisted = "Token is blacklisted",
        NoUser = "User not found",
        NoAccount = "No active account found with the given credentials",
    };

    public static DjangoWords French { get; } = new()
    {
        Required = "Ce champ est obligatoire.",
        Null = "Ce champ ne peut être nul.",
        Blank = "Ce champ ne peut être vide.",
        NotText = "Ce n'est pas une chaîne de caractères valide.",
        NullCharacters = "Le caractère nul n'est pas autorisé.",
        TooLong = "Assurez-vous que ce champ comporte au plus {0} caractères.",
        TooShort = "Assurez-vous que ce champ comporte au moins {0} caractères.",
        NotInteger = "Un nombre entier valide est requis.",
        NotNumber = "Un nombre valide est requis.",
        TooSmall = "Assurez-vous que cette valeur est supérieure ou égale à {0}.",
        TooLarge = "Assurez-vous que cette valeur est inférieure ou égale à {0}.",
        NotBoolean = "Doit être un booléen valide.",
        NotList = "Une liste d'éléments est attendue.",
        NotDate = "La date n'a pas le bon format. Utilisez plutôt celui-ci : YYYY-MM-DD.",
        NotChoice = "« {0} » n'est pas un choix valide.",
        NoFile = "La donnée soumise n'est pas un fichier. Vérifiez le type d'encodage du formulaire.",
        NoSuchKey = "Clé primaire « {0} » non valide - l'objet n'existe pas.",
        BadUsername = "Saisissez un nom d'utilisateur valide. Il ne peut contenir que des lettres, des nombres ou les caractères « @ », « . », « + », « - » et « _ ».",
        UsernameTaken = "Un utilisateur avec ce nom existe déjà.",
        BadEmail = "Saisissez une adresse e-mail valide.",
        EmailTaken = "Un utilisateur avec cette adresse e-mail existe déjà.",
        ParseError = "JSON parse error - {0}",
        NotFound = "Pas trouvé.",
        Forbidden = "Vous n'avez pas la permission d'effectuer cette action.",
        Throttled = "Requête ralentie. Réessayez dans {0} secondes.",
        BodyTooLarge = "Le corps de la requête dépasse la taille autorisée.",
        NoCredentials = "Informations d'authentification non fournies.",
        BadToken = "Le jeton donné n'est valide pour aucun type de jeton",
        BadTokenInside = "Le jeton est invalide ou expiré",
        Blacklisted = "Le jeton a été banni",
        NoUser = "L'utilisateur n'a pas été trouvé",
        NoAccount = "Aucun compte actif n'a été trouvé avec les identifiants fournis",
    };

    /// <summary>A sentence that has a `{0}`, about that.</summary>
    public static string About(string sentence, object what) => string.Format(CultureInfo.InvariantCulture, sentence, what);
}
