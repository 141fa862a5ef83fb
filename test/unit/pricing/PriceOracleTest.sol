// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {IMarketOracle} from "../../../contracts/interfaces/IMarketOracle.sol";
import {MarketWorld} from "../../helpers/MarketWorld.sol";

/// @dev The oracle over a real pool. SOGNI is token 0 in one half of the tests and token 1 in the other.
abstract contract PriceOracleTest is MarketWorld {
    uint256 internal constant PRICE = 5e16;
    uint128 internal constant LEAST = LIQUIDITY / 4;

    function _name() internal {
        oracle.setPool(pool, LEAST);
    }

    /// @dev Named, and with a reference of a whole day.
    function _ofADay() internal {
        _name();
        pass(24 hours);
    }

    function _verdict() internal view returns (IMarketOracle.Verdict) {
        return oracle.market().verdict;
    }

    function _assertNear(uint256 price, uint256 wanted) internal pure {
        uint256 distance = price > wanted ? price - wanted : wanted - price;
        vm.assertLe(distance, (wanted * 3) / 10_000);
    }

    function _expectNoPrice(bytes memory reason) internal {
        vm.expectRevert(reason);
        oracle.chargePrice();
        vm.expectRevert(reason);
        oracle.payPrice();
    }
}
