namespace Parlance.Core.Accounts;

/// <summary>Which usernames the dialect through which one is chosen allows. Whatever the rule, a name is unique without regard to case and good for signing in through every dialect.</summary>
public enum UsernameRule
{
    /// <summary><see cref="AccountRules.Username(string, string)"/>.</summary>
    Native,

    /// <summary>Any name of two to 64 characters, spaces included: <see cref="AccountRules.FreeUsername"/>.</summary>
    Free,

    /// <summary>What Django's own accounts allow: <see cref="AccountRules.DjangoUsername"/>.</summary>
    Django,
}
