// SPDX-License-Identifier: MIT
pragma solidity >=0.8.4;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title Models that wait for their trainer
/// @notice Holds the tokens of models whose trainer has not shown who it is. Whoever an attester knows (KYC) gets the token,
/// and with it the model's account and all that it has earned meanwhile.
/// @dev The account belongs to the owner of the token: while that is this contract, nobody can spend from it. EIP-712:
/// Claim(uint32 model,address to,bytes32 kycRef,uint48 deadline); `kycRef` is the attester's own reference, without any
/// personal data.
interface IModelClaims is IERC721Receiver {
    /// @notice `to` took over `model` and its account, which held `earned` of SOGNI then.
    event ModelClaimed(
        uint32 indexed model,
        address indexed to,
        address indexed account,
        bytes32 kycRef,
        uint256 earned
    );

    /// @notice The model does not wait here.
    error ModelClaimsNotHeld(uint32 model, address owner);
    /// @notice A submitted model goes to its trainer only.
    error ModelClaimsNotTrainer(uint32 model, address trainer, address to);
    /// @notice Only tokens of the model registry are held.
    error ModelClaimsForeignToken(address token);

    /// @notice Hands a model to `to`, by anyone who has the attester's word. Emits {ModelClaimed}.
    /// @dev Accrued royalty is paid into the account first.
    function claim(
        uint32 model,
        address to,
        bytes32 kycRef,
        uint48 deadline,
        bytes calldata signature
    ) external;
}
