using Parlance.Core.Accounts;

namespace Parlance.Dialects.Django;

/// <summary>Fields that every Django family judges alike.</summary>
internal static class DjangoAccountFields
{
    /// <summary>A username by Django's rule, trimmed; null after a complaint.</summary>
    public static string? Username(this DjangoBody body, string field = "username")
    {
        if (body.RequiredText(field, AccountRules.MaxDjangoUsername) is not { } username)
            return null;
        if (AccountRules.DjangoUsername(username) is null)
            return username;
        body.Refuse(field, body.Words.BadUsername);
        return null;
    }

    /// <summary>An e-mail address that may be absent or blank; null after a complaint.</summary>
    public static string? Email(this DjangoBody body, string field = "email")
    {
        if (body.Text(field) is not { Length: > 0 } email)
            return null;
        if (AccountRules.Email(email) is null)
            return email;
        body.Refuse(field, body.Words.BadEmail);
        return null;
    }
}
