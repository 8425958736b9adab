using Parlance.Dialects.Django;

namespace Parlance.Dialects.FortiFun;

/// <summary>How this wire says no: the framework's texts in French, the accounts' own in English, as its clients know them.</summary>
internal static class FortiFunWords
{
    public const string EmailAndPassword = "email and password required";
    public const string EmailRegistered = "email already registered";
    public const string InvalidCredentials = "invalid credentials";
    public const string PasswordTooShort = "password too short";
    public const string FileRequired = "file required";
    public const string BadImage = "Unsupported image format. Please use JPEG, PNG, or WEBP.";

    public const string NoSuchParticipant = "L'utilisateur spécifié n'existe pas.";
    public const string WithOneself = "Vous ne pouvez pas créer une conversation avec vous-même.";
    public const string OtherConversation = "La conversation ne correspond pas à l'adresse.";
    public const string Blocked = "Vous ne pouvez pas contacter cet utilisateur.";
    public const string NotYourMessage = "Vous ne pouvez modifier que vos propres messages.";
    public const string NoSuchPage = "Page non valide.";
    public const string PasswordsDiffer = "Les mots de passe ne correspondent pas.";
    public const string WrongPassword = "Le mot de passe actuel est incorrect.";
    public const string AboutOneself = "Vous ne pouvez pas faire cela avec vous-même.";
    public const string AlreadyLiked = "Utilisateur déjà liké";
    public const string MatchGreeting = "Vous avez matché! Commencez la conversation.";

    public static readonly DjangoErrors Errors = new(FortiFunDialect.DialectName, DjangoWords.French);
}
